SELECT id FROM box.message WHERE id > @after AND id < @to ORDER BY id LIMIT @limit
