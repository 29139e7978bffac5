-- Rows are addressed by their key. "state + 0" keeps the planner off the partial indexes: without statistics of a young table it would
-- walk all ready or claimed rows once for every row asked for.
-- Claims that stay unfinished: to be tried again, given back, parked. A given-back one gets its attempt refunded.
UPDATE box.delivery d
SET state = u.state, due_at = u.due_at, lease_until = NULL, failure = coalesce(u.failure, d.failure), fingerprint = u.fingerprint,
    attempts = d.attempts - u.refund, in_doubt = coalesce(u.in_doubt, d.in_doubt), changed_at = @now
FROM unnest(@message_id::uuid[], @subscriber::text[], @attempt::int[], @node::text[], @claimed_at::timestamptz[], @state::smallint[],
    @due_at::timestamptz[], @failure::text[], @fingerprint::text[], @refund::int[], @in_doubt::boolean[])
    u (message_id, subscriber, attempt, node, claimed_at, state, due_at, failure, fingerprint, refund, in_doubt)
WHERE d.message_id = u.message_id AND d.subscriber = u.subscriber AND d.state + 0 = 2
    AND d.attempts - d.base_attempts = u.attempt AND d.node = u.node AND d.claimed_at = u.claimed_at
RETURNING d.message_id, d.subscriber, d.attempts
