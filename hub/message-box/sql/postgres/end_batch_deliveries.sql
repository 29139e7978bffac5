-- All at once, however many; the mapping is the one that made the file.
WITH ended AS (DELETE FROM box.delivery WHERE batch_id = @id AND state = 2 RETURNING *)
INSERT INTO box.delivery_history (message_id, subscriber, seq, message_type, priority, order_key, state, attempts, node, claimed_at,
    ended_at, failure, edited, accepted_at, count, batch_id, mapping)
SELECT message_id, subscriber, seq, message_type, priority, order_key, 6, attempts, node, claimed_at,
    @now::timestamptz, NULL, edited, accepted_at, count, batch_id,
    (SELECT b.mapping FROM box.batch b WHERE b.id = @id)
FROM ended
