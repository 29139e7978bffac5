SELECT id, interface, direction, file_name, size, modified_at, state, node, started_at, ended_at, sha256, expected_records,
    line, byte_offset, accepted, duplicates, rejected, failure, lease_until
FROM box_transfer
WHERE interface = @interface AND direction = @direction AND file_name = @file_name AND size = @size
    AND coalesce(modified_at, -1) = coalesce(@modified_at, -1)
