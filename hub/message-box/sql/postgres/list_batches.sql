SELECT id, interface, message_type, batch_group, number, serial, file_name, batch_date, state, closed_at, reason, messages, left_out, attempts, run, node, due_at, ended_at,
    records, size, sha256, mapping, failure
FROM box.batch
WHERE (@interface::text IS NULL OR interface = @interface::text) AND (@number::bigint IS NULL OR number = @number::bigint)
    AND (@state::smallint IS NULL OR state = @state::smallint)
ORDER BY closed_at DESC, number DESC LIMIT @limit
