UPDATE box_delivery SET lease_until = @lease_until
WHERE message_id = @message_id AND subscriber = @subscriber AND state = 2
    AND attempts - base_attempts = @attempt AND node = @node AND claimed_at = @claimed_at
