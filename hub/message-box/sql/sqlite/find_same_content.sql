-- Only content of which something was taken: a quarantined file may come again.
SELECT o.id, o.interface, o.direction, o.file_name, o.size, o.modified_at, o.state, o.node, o.started_at, o.ended_at, o.sha256, o.expected_records,
    o.line, o.byte_offset, o.accepted, o.duplicates, o.rejected, o.failure, o.lease_until
FROM box_transfer t JOIN box_transfer o
    ON o.interface = t.interface AND o.direction = t.direction AND o.sha256 = t.sha256 AND o.hash_seq < t.hash_seq AND o.state IN (0, 1)
WHERE t.id = @id
ORDER BY o.hash_seq LIMIT 1
