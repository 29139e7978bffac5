-- Attempts count from 1 again: a person has looked at it.
UPDATE box_delivery
SET state = 0, fingerprint = NULL, base_attempts = attempts, mapping = coalesce(@mapping, mapping), changed_at = @now
WHERE rowid IN (
    SELECT x.rowid FROM box_delivery x
    WHERE x.state = 5 AND (@message_id IS NULL OR x.message_id = @message_id)
        AND (@subscriber IS NULL OR x.subscriber = @subscriber) AND (@fingerprint IS NULL OR x.fingerprint = @fingerprint)
    ORDER BY x.seq, x.rowid LIMIT @limit)
RETURNING message_id, subscriber, order_key
