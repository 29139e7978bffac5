-- Out of the batch: to a person, or back to waiting in the group where it belongs; then its attempt is given back.
UPDATE box.delivery d SET state = u.state, batch_id = NULL, batch_group = u.batch_group, lease_until = NULL, failure = coalesce(u.failure, d.failure),
    fingerprint = u.fingerprint, attempts = d.attempts - u.refund, changed_at = @now
FROM unnest(@message_id::uuid[], @state::smallint[], @batch_group::text[], @failure::text[], @fingerprint::text[], @refund::int[])
    u (message_id, state, batch_group, failure, fingerprint, refund)
WHERE d.message_id = u.message_id AND d.subscriber = @subscriber AND d.batch_id = @id AND d.state + 0 = 2
RETURNING d.message_id, d.attempts, d.claimed_at, d.node
