UPDATE box.batch SET state = @state, ended_at = @ended_at::timestamptz, due_at = @due_at::timestamptz, failure = @failure::text,
    attempts = attempts - @refund, node = NULL, lease_until = NULL
WHERE id = @id AND node = @node AND run = @run
