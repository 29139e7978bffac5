-- Claimed ones end by their worker, parked ones by a person.
WITH ended AS (
    DELETE FROM box.delivery d
    WHERE (d.message_id, d.subscriber) IN (
        SELECT x.message_id, x.subscriber FROM box.delivery x
        WHERE x.expires_at IS NOT NULL AND x.state IN (0, 1, 3, 4) AND x.expires_at <= @now
        ORDER BY x.expires_at LIMIT @limit FOR UPDATE SKIP LOCKED)
    RETURNING d.*)
INSERT INTO box.delivery_history (message_id, subscriber, seq, message_type, priority, order_key, state, attempts, node, claimed_at,
    ended_at, failure, edited, accepted_at, count, mapping, operation)
SELECT message_id, subscriber, seq, message_type, priority, order_key, 8, attempts, node, claimed_at,
    @now::timestamptz, failure, edited, accepted_at, count, mapping, operation
FROM ended
RETURNING subscriber, order_key
