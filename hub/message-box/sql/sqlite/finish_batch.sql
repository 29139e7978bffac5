-- Not sent, it stays what it was: once its bytes are made, they are never made again.
UPDATE box_batch SET state = coalesce(@state, state), ended_at = @ended_at, due_at = @due_at, failure = @failure,
    attempts = attempts - @refund, node = NULL, lease_until = NULL
WHERE id = @id AND node = @node AND run = @run
