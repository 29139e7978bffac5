UPDATE box.replay SET run = run + 1, state = 3, ended_at = @now
WHERE subscriber = @subscriber AND state IN (0, 1)
RETURNING subscriber, run, since, until, types, state, looked, wanted, planned, unwanted, rate, node, lease_until, started_at, ended_at, reached
