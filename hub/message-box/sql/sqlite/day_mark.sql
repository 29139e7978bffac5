SELECT (SELECT count(*) FROM box_message WHERE id >= @from AND id < @to),
    (SELECT max(ended_at) FROM box_delivery_history WHERE message_id >= @from AND message_id < @to)
