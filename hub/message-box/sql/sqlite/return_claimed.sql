-- Claims that stay unfinished: to be tried again, given back, parked. A given-back one gets its attempt refunded.
UPDATE box_delivery
SET state = @state, due_at = @due_at, lease_until = NULL, failure = coalesce(@failure, failure), fingerprint = @fingerprint,
    attempts = attempts - @refund, in_doubt = coalesce(@in_doubt, in_doubt), changed_at = @now
WHERE message_id = @message_id AND subscriber = @subscriber AND state = 2
    AND attempts - base_attempts = @attempt AND node = @node AND claimed_at = @claimed_at
RETURNING message_id, subscriber, attempts
