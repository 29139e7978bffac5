INSERT INTO box.transfer (id, interface, direction, file_name, size, modified_at, state, started_at)
VALUES (@id, @interface, @direction, @file_name, @size, @modified_at::timestamptz, 0, @now)
ON CONFLICT DO NOTHING
