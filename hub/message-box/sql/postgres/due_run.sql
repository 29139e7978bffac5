SELECT id FROM box.run WHERE due_at <= @now LIMIT 1
