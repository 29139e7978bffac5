UPDATE box_transfer SET node = @node, lease_until = @lease_until WHERE id = @id
