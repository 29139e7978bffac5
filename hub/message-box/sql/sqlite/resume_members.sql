-- Only what is parked as it was when the run was made: whoever was resumed, edited or parked anew since is somebody else's decision.
UPDATE box_delivery
SET state = 0, fingerprint = NULL, base_attempts = attempts, mapping = coalesce(@mapping, mapping), changed_at = @now
WHERE message_id = @message_id AND subscriber = @subscriber AND state = 5 AND attempts = @attempts
RETURNING message_id, subscriber, order_key
