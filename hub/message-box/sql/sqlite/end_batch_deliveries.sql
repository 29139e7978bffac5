-- All at once, however many.
INSERT INTO box_delivery_history (message_id, subscriber, seq, message_type, priority, order_key, state, attempts, node, claimed_at,
    ended_at, failure, edited, accepted_at, count, batch_id)
SELECT message_id, subscriber, seq, message_type, priority, order_key, 6, attempts, node, claimed_at,
    @now, NULL, edited, accepted_at, count, batch_id
FROM box_delivery WHERE batch_id = @id AND state = 2;
DELETE FROM box_delivery WHERE batch_id = @id AND state = 2
