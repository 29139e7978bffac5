UPDATE box_batch SET lease_until = @lease_until WHERE id = @id AND node = @node AND run = @run
