UPDATE box_delivery SET state = 0, fingerprint = NULL, base_attempts = attempts, edited = true, changed_at = @now
WHERE message_id = @message_id AND subscriber = @subscriber AND state = 5
RETURNING attempts
