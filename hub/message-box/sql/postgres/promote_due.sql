UPDATE box.delivery d SET state = 0, due_at = NULL, changed_at = @now
WHERE (d.message_id, d.subscriber) IN (
    SELECT x.message_id, x.subscriber FROM box.delivery x WHERE x.state IN (3, 4) AND x.due_at <= @now
    ORDER BY x.due_at LIMIT @limit FOR UPDATE SKIP LOCKED)
RETURNING d.subscriber
