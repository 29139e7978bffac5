SELECT due_at FROM box.delivery WHERE state IN (3, 4) ORDER BY due_at LIMIT 1
