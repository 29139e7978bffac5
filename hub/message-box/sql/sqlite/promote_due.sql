UPDATE box_delivery SET state = 0, due_at = NULL, changed_at = @now
WHERE rowid IN (SELECT x.rowid FROM box_delivery x WHERE x.state IN (3, 4) AND x.due_at <= @now ORDER BY x.due_at LIMIT @limit)
RETURNING subscriber
