-- Only what is parked as it was when the run was made. Both statements choose the same row: nothing runs between them.
INSERT INTO box_delivery_history (message_id, subscriber, seq, message_type, priority, order_key, state, attempts, node, claimed_at,
    ended_at, failure, edited, accepted_at, count, mapping, operation)
SELECT message_id, subscriber, seq, message_type, priority, order_key, 7, attempts, node, claimed_at,
    @now, failure, edited, accepted_at, count, mapping, operation
FROM box_delivery WHERE message_id = @message_id AND subscriber = @subscriber AND state = 5 AND attempts = @attempts;
DELETE FROM box_delivery WHERE message_id = @message_id AND subscriber = @subscriber AND state = 5 AND attempts = @attempts
RETURNING message_id, subscriber, order_key
