SELECT message_id FROM (
    SELECT message_id, seq FROM box.delivery WHERE batch_id = @id
    UNION ALL
    SELECT message_id, seq FROM box.delivery_history WHERE batch_id = @id) m
ORDER BY seq LIMIT @limit
