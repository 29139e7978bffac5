SELECT d.message_id, d.order_key, octet_length(m.body)
FROM box.delivery d JOIN box.message m ON m.id = d.message_id
WHERE d.subscriber = @subscriber AND d.set_aside ORDER BY d.seq LIMIT @limit
