-- The holder is the earliest of the key that does not wait itself; asked in two halves, as the indexes are.
WITH blocked AS (
    SELECT order_key, count(*) AS waiting, min(accepted_at) AS since
    FROM box.delivery WHERE subscriber = @subscriber AND state = 1 AND (@after::text IS NULL OR order_key > @after::text)
    GROUP BY order_key ORDER BY order_key LIMIT @limit)
SELECT b.order_key, b.waiting, b.since, h.message_id, h.state
FROM blocked b
LEFT JOIN LATERAL (
    SELECT message_id, state FROM (
        (SELECT message_id, state, seq FROM box.delivery WHERE subscriber = @subscriber AND order_key = b.order_key AND state IN (0, 2, 3) ORDER BY seq LIMIT 1)
        UNION ALL
        (SELECT message_id, state, seq FROM box.delivery WHERE subscriber = @subscriber AND order_key = b.order_key AND state = 5 ORDER BY seq LIMIT 1)) either
    ORDER BY seq LIMIT 1) h ON true
ORDER BY b.order_key
