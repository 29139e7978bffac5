-- The first that may go: none whose type and group has an earlier one unsent. A node's own claim is left over from a run that was killed.
UPDATE box.batch SET node = @node, lease_until = @lease_until, run = run + 1, attempts = attempts + 1, due_at = NULL
WHERE id = (
    SELECT x.id FROM box.batch x
    WHERE x.interface = @interface AND x.state IN (0, 1) AND (x.due_at IS NULL OR x.due_at <= @now)
        AND (x.lease_until IS NULL OR x.lease_until <= @now OR x.node = @node) AND x.message_type <> ALL (@except_types::text[])
        AND NOT EXISTS (
            SELECT 1 FROM box.batch e
            WHERE e.interface = x.interface AND e.message_type = x.message_type AND e.batch_group = x.batch_group AND e.number < x.number
                AND e.state IN (0, 1, 4) AND (e.state <> 4 OR NOT @skip_parked))
    ORDER BY x.number LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id
