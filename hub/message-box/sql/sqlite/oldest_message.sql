SELECT id FROM box_message ORDER BY id LIMIT 1
