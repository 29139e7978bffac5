-- Returns the last number of a block of @count.
INSERT INTO box.number_sequence (name, value) VALUES (@name, @count)
ON CONFLICT (name) DO UPDATE SET value = box.number_sequence.value + @count
RETURNING value
