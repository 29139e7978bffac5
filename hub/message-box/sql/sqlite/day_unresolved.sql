SELECT EXISTS (SELECT 1 FROM box_delivery WHERE message_id >= @from AND message_id < @to)
    OR EXISTS (SELECT 1 FROM box_transfer WHERE state = 0 AND id >= @from AND id < @to)
