UPDATE box_batch SET state = @state, content_run = run, records = @records, size = @size, sha256 = @sha256, mapping = @mapping,
    ended_at = @ended_at, node = CASE WHEN @state = 1 THEN node END, lease_until = CASE WHEN @state = 1 THEN lease_until END
WHERE id = @id AND node = @node AND run = @run AND state = 0
