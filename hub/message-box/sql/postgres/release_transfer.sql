UPDATE box.transfer SET node = NULL, lease_until = NULL WHERE id = @id AND node = @node AND state = 0
