-- For each candidate: is its key held, and could the holder's row be locked? Only a locked holder proves that whoever ends it will
-- see the candidate waiting. The locks wait for nobody: a claim and a completion must never wait for each other in a ring.
SELECT h.message_id, h.held, CASE WHEN h.held THEN coalesce(
        (SELECT d.seq FROM box.delivery d WHERE d.subscriber = @subscriber AND d.order_key = h.order_key AND d.state IN (0, 1, 2, 3)
            AND d.seq < h.seq ORDER BY d.seq LIMIT 1 FOR SHARE SKIP LOCKED),
        (SELECT d.seq FROM box.delivery d WHERE d.subscriber = @subscriber AND d.order_key = h.order_key AND d.state = 2 LIMIT 1 FOR SHARE SKIP LOCKED),
        (SELECT d.seq FROM box.delivery d WHERE d.subscriber = @subscriber AND d.order_key = h.order_key AND d.state = 5 AND NOT @skip_parked
            AND d.seq < h.seq ORDER BY d.seq LIMIT 1 FOR SHARE SKIP LOCKED)) IS NOT NULL
    ELSE false END AS proven
FROM (
    SELECT u.message_id, u.order_key, u.seq,
        EXISTS (SELECT FROM box.delivery d WHERE d.subscriber = @subscriber AND d.order_key = u.order_key AND d.state IN (0, 1, 2, 3) AND d.seq < u.seq)
        OR EXISTS (SELECT FROM box.delivery d WHERE d.subscriber = @subscriber AND d.order_key = u.order_key AND d.state = 2)
        OR (NOT @skip_parked AND EXISTS (SELECT FROM box.delivery d
            WHERE d.subscriber = @subscriber AND d.order_key = u.order_key AND d.state = 5 AND d.seq < u.seq)) AS held
    FROM unnest(@message_id::uuid[], @order_key::text[], @seq::bigint[]) u (message_id, order_key, seq)
    OFFSET 0) h
