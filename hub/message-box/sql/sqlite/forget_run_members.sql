-- The run itself stays: who did what, and how it went.
DELETE FROM box_run_member WHERE run_id IN (SELECT r.id FROM box_run r WHERE r.state IN (5, 6) AND r.ended_at < @before AND r.due_at IS NULL)
