UPDATE box_batch SET state = @state, ended_at = @ended_at, due_at = @due_at, failure = @failure,
    attempts = attempts - @refund, node = NULL, lease_until = NULL
WHERE id = @id AND node = @node AND run = @run
