-- The one that waited longest. One that another node has in hand is passed over.
SELECT id, request_id, kind, made_by, via, made_at, fingerprint, subscriber, query, ids, parked_before, steps, rate, stop_above, mapping, reason,
    state, why, step, step_gone, step_ended, step_failed, planned, gone, delivered, failed_again, otherwise, passed, taken_back, ended_at,
    gathered, gathered_seq, gathered_id, portion, looked_seq, due_at
FROM box_run WHERE due_at <= @now ORDER BY due_at LIMIT 1
