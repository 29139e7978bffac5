SELECT id FROM box_run WHERE due_at <= @now LIMIT 1
