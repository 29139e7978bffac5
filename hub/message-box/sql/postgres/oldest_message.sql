SELECT id FROM box.message ORDER BY id LIMIT 1
