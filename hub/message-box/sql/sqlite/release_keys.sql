-- The first of the key, if it waits, becomes ready.
UPDATE box_delivery SET state = 0, changed_at = @now
WHERE state = 1 AND rowid = (
    SELECT first.id FROM (
        SELECT * FROM (SELECT a.rowid AS id, a.seq AS seq FROM box_delivery a
            WHERE a.subscriber = @subscriber AND a.order_key = @order_key AND a.state IN (0, 1, 2, 3) ORDER BY a.seq LIMIT 1)
        UNION ALL
        SELECT * FROM (SELECT p.rowid, p.seq FROM box_delivery p
            WHERE p.subscriber = @subscriber AND p.order_key = @order_key AND p.state = 5
                AND NOT coalesce((SELECT e.skip_parked FROM box_endpoint_state e WHERE e.endpoint = @subscriber), 0)
            ORDER BY p.seq LIMIT 1)) first
    ORDER BY first.seq LIMIT 1)
RETURNING subscriber
