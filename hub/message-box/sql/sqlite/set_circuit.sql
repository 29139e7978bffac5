-- An open circuit that is set open again keeps the time at which it opened.
INSERT INTO box_circuit AS c (endpoint, message_type, status, opened_at, probe_at, failures, reason)
VALUES (@endpoint, @message_type, @status, CASE WHEN @status = 1 THEN @now END, @probe_at, @failures, @reason)
ON CONFLICT (endpoint, message_type) DO UPDATE SET status = excluded.status, probe_at = excluded.probe_at, failures = excluded.failures,
    reason = excluded.reason, opened_at = CASE WHEN excluded.status = 1 THEN coalesce(c.opened_at, excluded.opened_at) END
