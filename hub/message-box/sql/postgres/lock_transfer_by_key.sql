SELECT id, interface, direction, file_name, size, modified_at, state, node, started_at, ended_at, sha256, expected_records,
    line, byte_offset, accepted, duplicates, rejected, failure, lease_until
FROM box.transfer
WHERE interface = @interface AND direction = @direction AND file_name = @file_name AND size = @size
    AND modified_at IS NOT DISTINCT FROM @modified_at::timestamptz
FOR UPDATE
