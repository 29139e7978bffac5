SELECT id FROM box_message WHERE id > @after AND id < @to ORDER BY id LIMIT @limit
