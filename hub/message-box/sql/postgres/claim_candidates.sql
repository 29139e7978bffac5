-- The types that have ready rows are found by one index probe each; then the first rows of each wanted type. Rows that another
-- claim looks at just now are passed over. While a replay still sets aside what is older, what came after its beginning is not taken.
WITH RECURSIVE ready_type (name) AS (
    (SELECT message_type FROM box.delivery WHERE subscriber = @subscriber AND state = 0 ORDER BY message_type LIMIT 1)
    UNION ALL
    SELECT (SELECT d.message_type FROM box.delivery d
            WHERE d.subscriber = @subscriber AND d.state = 0 AND d.message_type > t.name ORDER BY d.message_type LIMIT 1)
    FROM ready_type t WHERE t.name IS NOT NULL)
SELECT c.message_id, c.order_key, c.seq
FROM ready_type t
CROSS JOIN LATERAL (
    SELECT d.message_id, d.order_key, d.seq, d.priority FROM box.delivery d
    WHERE d.subscriber = @subscriber AND d.state = 0 AND d.message_type = t.name AND (d.expires_at IS NULL OR d.expires_at > @now)
        AND d.seq <= coalesce((SELECT r.up_to_seq FROM box.replay r WHERE r.subscriber = @subscriber AND r.state = 0 AND r.lease_until > @now), 9223372036854775807)
    ORDER BY d.priority, d.seq LIMIT @window
    FOR UPDATE SKIP LOCKED) c
WHERE t.name IS NOT NULL AND t.name <> ALL (@except_types::text[])
ORDER BY c.priority, c.seq LIMIT @window
