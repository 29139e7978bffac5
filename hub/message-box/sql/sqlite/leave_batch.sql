-- Out of the batch: to a person, or back to waiting in the group where it belongs; then its attempt is given back.
UPDATE box_delivery SET state = @state, batch_id = NULL, batch_group = @batch_group, lease_until = NULL, failure = coalesce(@failure, failure),
    fingerprint = @fingerprint, attempts = attempts - @refund, changed_at = @now
WHERE message_id = @message_id AND subscriber = @subscriber AND batch_id = @id AND state = 2
RETURNING message_id, attempts, claimed_at, node
