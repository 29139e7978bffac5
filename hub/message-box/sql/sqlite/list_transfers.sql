SELECT id, interface, direction, file_name, size, modified_at, state, node, started_at, ended_at, sha256, expected_records,
    line, byte_offset, accepted, duplicates, rejected, failure, lease_until
FROM box_transfer
WHERE (@id IS NULL OR id = @id) AND (@interface IS NULL OR interface = @interface)
    AND (@state IS NULL OR state = @state) AND (@since IS NULL OR started_at >= @since)
    AND (@before IS NULL OR id < @before) AND (@direction IS NULL OR direction = @direction)
ORDER BY id DESC LIMIT @limit
