-- The finished delivery comes back from history, its attempts counted from 1 again; what it was before is told as an attempt.
WITH earlier AS (
    DELETE FROM box.delivery_history h WHERE h.message_id = @message_id AND h.subscriber = @subscriber
    RETURNING h.*),
told AS (
    INSERT INTO box.attempt (message_id, subscriber, number, started_at, ended_at, outcome, failure, node)
    SELECT message_id, subscriber, attempts, coalesce(claimed_at, ended_at), ended_at,
        CASE state WHEN 6 THEN 'delivered' WHEN 7 THEN 'discarded' ELSE 'expired' END, failure, node
    FROM earlier)
INSERT INTO box.delivery (message_id, subscriber, seq, message_type, priority, order_key, state, attempts, base_attempts,
    edited, mapping, accepted_at, changed_at, count)
SELECT message_id, subscriber, seq, message_type, priority, order_key, 0, attempts, attempts, edited, @mapping::text, accepted_at, @now::timestamptz, count
FROM earlier
ON CONFLICT DO NOTHING
RETURNING message_id
