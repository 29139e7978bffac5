-- The holder is the earliest of the key that does not wait itself.
WITH blocked AS (
    SELECT order_key, count(*) AS waiting, min(accepted_at) AS since
    FROM box_delivery WHERE subscriber = @subscriber AND state = 1 AND (@after IS NULL OR order_key > @after)
    GROUP BY order_key ORDER BY order_key LIMIT @limit)
SELECT b.order_key, b.waiting, b.since, h.message_id, h.state
FROM blocked b
LEFT JOIN box_delivery h ON h.subscriber = @subscriber AND h.order_key = b.order_key AND h.state IN (0, 2, 3, 5)
    AND h.seq = (SELECT min(x.seq) FROM box_delivery x WHERE x.subscriber = @subscriber AND x.order_key = b.order_key AND x.state IN (0, 2, 3, 5))
ORDER BY b.order_key
