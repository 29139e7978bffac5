-- Only what is parked as it was when the run was made.
WITH ended AS (
    DELETE FROM box.delivery d
    USING unnest(@message_id::uuid[], @subscriber::text[], @attempts::int[]) u (message_id, subscriber, attempts)
    WHERE d.message_id = u.message_id AND d.subscriber = u.subscriber AND d.state + 0 = 5 AND d.attempts = u.attempts
    RETURNING d.*)
INSERT INTO box.delivery_history (message_id, subscriber, seq, message_type, priority, order_key, state, attempts, node, claimed_at,
    ended_at, failure, edited, accepted_at, count, mapping, operation)
SELECT message_id, subscriber, seq, message_type, priority, order_key, 7, attempts, node, claimed_at,
    @now::timestamptz, failure, edited, accepted_at, count, mapping, operation
FROM ended
RETURNING message_id, subscriber, order_key
