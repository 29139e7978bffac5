WITH ended AS (
    DELETE FROM box.delivery d
    WHERE (d.message_id, d.subscriber) IN (
        SELECT x.message_id, x.subscriber FROM box.delivery x
        WHERE x.state = 5 AND (@message_id::uuid IS NULL OR x.message_id = @message_id::uuid)
            AND (@subscriber::text IS NULL OR x.subscriber = @subscriber::text)
            AND (@fingerprint::text IS NULL OR x.fingerprint = @fingerprint::text)
        ORDER BY x.seq LIMIT @limit FOR UPDATE SKIP LOCKED)
    RETURNING d.*)
INSERT INTO box.delivery_history (message_id, subscriber, seq, message_type, priority, order_key, state, attempts, node, claimed_at,
    ended_at, failure, edited, accepted_at, count, mapping, operation)
SELECT message_id, subscriber, seq, message_type, priority, order_key, 7, attempts, node, claimed_at,
    @now::timestamptz, failure, edited, accepted_at, count, mapping, operation
FROM ended
RETURNING message_id, subscriber, order_key
