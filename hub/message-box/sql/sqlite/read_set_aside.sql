SELECT d.message_id, d.order_key, length(m.body)
FROM box_delivery d JOIN box_message m ON m.id = d.message_id
WHERE d.subscriber = @subscriber AND d.set_aside = 1 ORDER BY d.seq LIMIT @limit
