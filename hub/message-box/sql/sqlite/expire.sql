-- Claimed ones end by their worker, parked ones by a person. Both statements choose the same rows: nothing runs between them.
INSERT INTO box_delivery_history (message_id, subscriber, seq, message_type, priority, order_key, state, attempts, node, claimed_at,
    ended_at, failure, edited, accepted_at, count, mapping, operation)
SELECT message_id, subscriber, seq, message_type, priority, order_key, 8, attempts, node, claimed_at,
    @now, failure, edited, accepted_at, count, mapping, operation
FROM box_delivery WHERE rowid IN (SELECT x.rowid FROM box_delivery x
    WHERE x.expires_at IS NOT NULL AND x.state IN (0, 1, 3, 4) AND x.expires_at <= @now ORDER BY x.expires_at, x.rowid LIMIT @limit);
DELETE FROM box_delivery WHERE rowid IN (SELECT x.rowid FROM box_delivery x
    WHERE x.expires_at IS NOT NULL AND x.state IN (0, 1, 3, 4) AND x.expires_at <= @now ORDER BY x.expires_at, x.rowid LIMIT @limit)
RETURNING subscriber, order_key
