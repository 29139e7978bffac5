-- One probe per key that has waiting rows, @limit keys after the last one seen.
WITH RECURSIVE waiting (subscriber, order_key, n) AS (
    (SELECT subscriber, order_key, 1 FROM box.delivery
     WHERE state = 1 AND (subscriber, order_key) > (@after_subscriber, @after_key) ORDER BY subscriber, order_key LIMIT 1)
    UNION ALL
    SELECT n.subscriber, n.order_key, w.n + 1 FROM waiting w
    CROSS JOIN LATERAL (SELECT d.subscriber, d.order_key FROM box.delivery d
        WHERE d.state = 1 AND (d.subscriber, d.order_key) > (w.subscriber, w.order_key) ORDER BY d.subscriber, d.order_key LIMIT 1) n
    WHERE w.n < @limit)
SELECT subscriber, order_key FROM waiting
