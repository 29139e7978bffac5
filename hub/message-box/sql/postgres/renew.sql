-- Rows are addressed by their key. "state + 0" keeps the planner off the partial indexes: without statistics of a young table it would
-- walk all ready or claimed rows once for every row asked for.
-- Rows that in-box work has locked are passed over: they cannot be rescued while they are locked.
UPDATE box.delivery d SET lease_until = @lease_until
WHERE (d.message_id, d.subscriber) IN (
    SELECT x.message_id, x.subscriber
    FROM unnest(@message_id::uuid[], @subscriber::text[], @attempt::int[], @node::text[], @claimed_at::timestamptz[])
        u (message_id, subscriber, attempt, node, claimed_at)
    JOIN box.delivery x ON x.message_id = u.message_id AND x.subscriber = u.subscriber
    WHERE x.state + 0 = 2 AND x.attempts - x.base_attempts = u.attempt AND x.node = u.node AND x.claimed_at = u.claimed_at
    FOR UPDATE OF x SKIP LOCKED)
