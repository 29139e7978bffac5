-- Rows are addressed by their key. "state + 0" keeps the planner off the partial indexes: without statistics of a young table it would
-- walk all ready or claimed rows once for every row asked for. So it would from a join with the list of ids: hence ANY.
UPDATE box.delivery d
SET state = 2, node = @node, claimed_at = @now, lease_until = @lease_until, attempts = d.attempts + 1, changed_at = @now
WHERE d.message_id = ANY (@message_id::uuid[]) AND d.subscriber = @subscriber AND d.state + 0 = 0
RETURNING d.message_id, d.seq, d.attempts - d.base_attempts, d.order_key, d.edited, d.in_doubt, d.mapping, d.operation
