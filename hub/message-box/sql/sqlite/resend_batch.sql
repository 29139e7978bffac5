UPDATE box_batch SET state = CASE WHEN content_run IS NULL THEN 0 ELSE 1 END, attempts = 0, due_at = NULL, ended_at = NULL, failure = NULL,
    node = NULL, lease_until = NULL
WHERE id = @id AND state IN (2, 4)
