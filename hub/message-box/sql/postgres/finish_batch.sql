-- Not sent, it stays what it was: once its bytes are made, they are never made again.
UPDATE box.batch SET state = coalesce(@state::smallint, state), ended_at = @ended_at::timestamptz, due_at = @due_at::timestamptz, failure = @failure::text,
    attempts = attempts - @refund, node = NULL, lease_until = NULL
WHERE id = @id AND node = @node AND run = @run
