-- Both statements choose the same rows: nothing runs between them.
INSERT INTO box_delivery_history (message_id, subscriber, seq, message_type, priority, order_key, state, attempts, node, claimed_at,
    ended_at, failure, edited, accepted_at, count, mapping, operation)
SELECT message_id, subscriber, seq, message_type, priority, order_key, 7, attempts, node, claimed_at,
    @now, failure, edited, accepted_at, count, mapping, operation
FROM box_delivery WHERE rowid IN (
    SELECT x.rowid FROM box_delivery x
    WHERE x.state = 5 AND (@message_id IS NULL OR x.message_id = @message_id)
        AND (@subscriber IS NULL OR x.subscriber = @subscriber) AND (@fingerprint IS NULL OR x.fingerprint = @fingerprint)
    ORDER BY x.seq, x.rowid LIMIT @limit);
DELETE FROM box_delivery WHERE rowid IN (
    SELECT x.rowid FROM box_delivery x
    WHERE x.state = 5 AND (@message_id IS NULL OR x.message_id = @message_id)
        AND (@subscriber IS NULL OR x.subscriber = @subscriber) AND (@fingerprint IS NULL OR x.fingerprint = @fingerprint)
    ORDER BY x.seq, x.rowid LIMIT @limit)
RETURNING message_id, subscriber, order_key
