-- Rows are addressed by their key. "state + 0" keeps the planner off the partial indexes: without statistics of a young table it would
-- walk all ready or claimed rows once for every row asked for.
UPDATE box.delivery d SET state = 1, changed_at = @now
FROM unnest(@message_id::uuid[]) u (message_id)
WHERE d.message_id = u.message_id AND d.subscriber = @subscriber AND d.state + 0 = 0
