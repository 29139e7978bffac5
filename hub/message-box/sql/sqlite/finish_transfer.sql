UPDATE box_transfer SET state = @state, line = @line, byte_offset = @byte_offset, accepted = @accepted, duplicates = @duplicates,
    rejected = @rejected, failure = @failure, ended_at = @now, lease_until = NULL, node = NULL
WHERE id = @id AND node = @node AND state = 0
