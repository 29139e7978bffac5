SELECT id, interface, direction, file_name, size, modified_at, state, node, started_at, ended_at, sha256, expected_records,
    line, byte_offset, accepted, duplicates, rejected, failure, lease_until
FROM box.transfer
WHERE (@id::uuid IS NULL OR id = @id::uuid) AND (@interface::text IS NULL OR interface = @interface::text)
    AND (@state::smallint IS NULL OR state = @state::smallint) AND (@since::timestamptz IS NULL OR started_at >= @since::timestamptz)
    AND (@before::uuid IS NULL OR id < @before::uuid) AND (@direction::smallint IS NULL OR direction = @direction::smallint)
ORDER BY id DESC LIMIT @limit
