UPDATE box.transfer SET line = @line, byte_offset = @byte_offset, accepted = @accepted, duplicates = @duplicates, rejected = @rejected,
    lease_until = @lease_until
WHERE id = @id AND node = @node AND state = 0
