SELECT message_id, seq, edited FROM box_delivery WHERE batch_id = @id AND seq > @after ORDER BY seq LIMIT @limit
