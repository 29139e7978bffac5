SELECT m.message_id, m.subscriber, m.seq, m.attempts
FROM box_run_member m WHERE m.run_id = @run_id AND m.state = 0 ORDER BY m.seq, m.subscriber LIMIT @limit
