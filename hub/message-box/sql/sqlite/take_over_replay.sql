-- Its node has gone: another goes on where it stopped.
UPDATE box_replay SET run = run + 1, node = @node, lease_until = @lease_until
WHERE subscriber = (SELECT r.subscriber FROM box_replay r WHERE r.state IN (0, 1) AND r.lease_until <= @now
    AND r.subscriber IN (SELECT value FROM json_each(@subscribers)) ORDER BY r.subscriber LIMIT 1)
RETURNING subscriber, run, since, until, types, state, looked, wanted, planned, unwanted, rate, node, lease_until, started_at, ended_at, reached
