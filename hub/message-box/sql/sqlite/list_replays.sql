SELECT subscriber, run, since, until, types, state, looked, wanted, planned, unwanted, rate, node, lease_until, started_at, ended_at, reached
FROM box_replay ORDER BY subscriber
