SELECT id, interface, message_type, batch_group, number, serial, file_name, batch_date, state, closed_at, reason, messages, left_out, attempts, run, node, due_at, ended_at,
    records, size, sha256, mapping, failure
FROM box.batch WHERE id = @id
