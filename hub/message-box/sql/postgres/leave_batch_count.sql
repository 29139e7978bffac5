UPDATE box.batch SET messages = messages - @count, left_out = left_out + @count WHERE id = @id AND node = @node AND run = @run AND state = 0
