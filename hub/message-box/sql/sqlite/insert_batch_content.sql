INSERT INTO box_batch_content (batch_id, run, position, bytes) VALUES (@id, @run, @position, @bytes)
