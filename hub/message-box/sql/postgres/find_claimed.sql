-- Rows are addressed by their key. "state + 0" keeps the planner off the partial indexes: without statistics of a young table it would
-- walk all ready or claimed rows once for every row asked for.
SELECT d.message_id, d.subscriber
FROM unnest(@message_id::uuid[], @subscriber::text[], @attempt::int[], @node::text[], @claimed_at::timestamptz[])
    u (message_id, subscriber, attempt, node, claimed_at)
JOIN box.delivery d ON d.message_id = u.message_id AND d.subscriber = u.subscriber
WHERE d.state + 0 = 2 AND d.attempts - d.base_attempts = u.attempt AND d.node = u.node AND d.claimed_at = u.claimed_at
