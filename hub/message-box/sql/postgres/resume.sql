-- Attempts count from 1 again: a person has looked at it.
UPDATE box.delivery d
SET state = 0, fingerprint = NULL, base_attempts = d.attempts, mapping = coalesce(@mapping::text, d.mapping), changed_at = @now
WHERE (d.message_id, d.subscriber) IN (
    SELECT x.message_id, x.subscriber FROM box.delivery x
    WHERE x.state = 5 AND (@message_id::uuid IS NULL OR x.message_id = @message_id::uuid)
        AND (@subscriber::text IS NULL OR x.subscriber = @subscriber::text)
        AND (@fingerprint::text IS NULL OR x.fingerprint = @fingerprint::text)
    ORDER BY x.seq LIMIT @limit FOR UPDATE SKIP LOCKED)
RETURNING d.message_id, d.subscriber, d.order_key
