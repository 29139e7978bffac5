SELECT (SELECT count(*) FROM box.message WHERE id >= @from AND id < @to),
    (SELECT max(ended_at) FROM box.delivery_history WHERE message_id >= @from AND message_id < @to)
