-- Moves the claim to history if it is still the caller's.
INSERT INTO box_delivery_history (message_id, subscriber, seq, message_type, priority, order_key, state, attempts, node, claimed_at,
    ended_at, failure, edited, accepted_at, count, mapping, operation)
SELECT message_id, subscriber, seq, message_type, priority, order_key, @state, attempts, node, claimed_at,
    @now, CASE WHEN @state = 6 THEN NULL ELSE failure END, edited, accepted_at, count, mapping, operation
FROM box_delivery
WHERE message_id = @message_id AND subscriber = @subscriber AND state = 2
    AND attempts - base_attempts = @attempt AND node = @node AND claimed_at = @claimed_at;
DELETE FROM box_delivery
WHERE message_id = @message_id AND subscriber = @subscriber AND state = 2
    AND attempts - base_attempts = @attempt AND node = @node AND claimed_at = @claimed_at
RETURNING message_id, subscriber, attempts
