UPDATE box_delivery
SET state = 2, node = @node, claimed_at = @now, lease_until = @lease_until, attempts = attempts + 1, changed_at = @now
WHERE message_id = @message_id AND subscriber = @subscriber AND state = 0
RETURNING message_id, seq, attempts - base_attempts, order_key, edited, in_doubt, mapping, operation
