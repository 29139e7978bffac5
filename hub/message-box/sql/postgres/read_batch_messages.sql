SELECT message_id, seq, edited FROM box.delivery WHERE batch_id = @id AND seq > @after ORDER BY seq LIMIT @limit
