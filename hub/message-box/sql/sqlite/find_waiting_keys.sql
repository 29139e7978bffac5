-- Keys that have waiting rows, @limit keys after the last one seen.
SELECT DISTINCT subscriber, order_key FROM box_delivery
WHERE state = 1 AND (subscriber, order_key) > (@after_subscriber, @after_key)
ORDER BY subscriber, order_key LIMIT @limit
