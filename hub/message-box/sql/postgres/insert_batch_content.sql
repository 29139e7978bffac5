INSERT INTO box.batch_content (batch_id, run, position, bytes) VALUES (@id, @run, @position, @bytes)
