SELECT id, interface, message_type, batch_group, number, serial, file_name, batch_date, state, closed_at, reason, messages, left_out, attempts, run, node, due_at, ended_at,
    records, size, sha256, mapping, failure
FROM box_batch
WHERE (@interface IS NULL OR interface = @interface) AND (@number IS NULL OR number = @number)
    AND (@state IS NULL OR state = @state)
ORDER BY closed_at DESC, number DESC LIMIT @limit
