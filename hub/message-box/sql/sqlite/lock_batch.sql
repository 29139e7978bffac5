-- True to the caller's claim until the end of the transaction.
UPDATE box_batch SET run = run WHERE id = @id AND node = @node AND run = @run
