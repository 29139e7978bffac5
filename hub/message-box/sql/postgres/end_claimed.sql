-- Rows are addressed by their key. "state + 0" keeps the planner off the partial indexes: without statistics of a young table it would
-- walk all ready or claimed rows once for every row asked for.
-- Moves the claims that are still the caller's to history; the others do not come back.
WITH ended AS (
    DELETE FROM box.delivery d
    USING unnest(@message_id::uuid[], @subscriber::text[], @attempt::int[], @node::text[], @claimed_at::timestamptz[], @state::smallint[])
        u (message_id, subscriber, attempt, node, claimed_at, state)
    WHERE d.message_id = u.message_id AND d.subscriber = u.subscriber AND d.state + 0 = 2
        AND d.attempts - d.base_attempts = u.attempt AND d.node = u.node AND d.claimed_at = u.claimed_at
    RETURNING d.*, u.state AS end_state)
INSERT INTO box.delivery_history (message_id, subscriber, seq, message_type, priority, order_key, state, attempts, node, claimed_at,
    ended_at, failure, edited, accepted_at, count, mapping, operation)
SELECT message_id, subscriber, seq, message_type, priority, order_key, end_state, attempts, node, claimed_at,
    @now::timestamptz, CASE WHEN end_state = 6 THEN NULL ELSE failure END, edited, accepted_at, count, mapping, operation
FROM ended
RETURNING message_id, subscriber, attempts
