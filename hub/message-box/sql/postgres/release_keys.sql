-- Rows are addressed by their key. "state + 0" keeps the planner off the partial indexes: without statistics of a young table it would
-- walk all ready or claimed rows once for every row asked for.
-- The first of each key, if it waits, becomes ready. A statement of its own after whatever ended the holder: it needs a new snapshot.
UPDATE box.delivery d SET state = 0, changed_at = @now
FROM unnest(@subscriber::text[], @order_key::text[]) k (subscriber, order_key)
CROSS JOIN LATERAL (
    SELECT first.message_id, first.state FROM (
        (SELECT a.message_id, a.state, a.seq FROM box.delivery a
         WHERE a.subscriber = k.subscriber AND a.order_key = k.order_key AND a.state IN (0, 1, 2, 3) ORDER BY a.seq LIMIT 1)
        UNION ALL
        (SELECT p.message_id, p.state, p.seq FROM box.delivery p
         WHERE p.subscriber = k.subscriber AND p.order_key = k.order_key AND p.state = 5
            AND NOT coalesce((SELECT e.skip_parked FROM box.endpoint_state e WHERE e.endpoint = k.subscriber), false)
         ORDER BY p.seq LIMIT 1)) first
    ORDER BY first.seq LIMIT 1) head
WHERE head.state = 1 AND d.message_id = head.message_id AND d.subscriber = k.subscriber AND d.state + 0 = 1
RETURNING d.subscriber
