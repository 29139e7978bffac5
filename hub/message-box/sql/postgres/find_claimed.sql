SELECT d.message_id, d.subscriber
FROM unnest(@message_id::uuid[], @subscriber::text[], @attempt::int[], @node::text[], @claimed_at::timestamptz[])
    u (message_id, subscriber, attempt, node, claimed_at)
JOIN box.delivery d ON d.message_id = u.message_id AND d.subscriber = u.subscriber
WHERE d.state = 2 AND d.attempts - d.base_attempts = u.attempt AND d.node = u.node AND d.claimed_at = u.claimed_at
