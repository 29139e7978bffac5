-- Nothing comes back while another's is under way. What an earlier one left set aside is decided by this one.
INSERT INTO box_replay (subscriber, run, since, until, types, up_to_seq, state, rate, node, lease_until, started_at)
VALUES (@subscriber, 1, @since, @until, @types, (SELECT value FROM box_message_seq), 0, @rate, @node, @lease_until, @now)
ON CONFLICT (subscriber) DO UPDATE SET run = box_replay.run + 1, since = excluded.since, until = excluded.until, types = excluded.types, up_to_seq = excluded.up_to_seq,
    reached = NULL, state = 0, looked = 0, wanted = 0, planned = 0, unwanted = 0, rate = excluded.rate, node = excluded.node,
    lease_until = excluded.lease_until, started_at = excluded.started_at, ended_at = NULL
WHERE box_replay.state IN (2, 3) OR box_replay.lease_until <= @now
RETURNING subscriber, run, since, until, types, state, looked, wanted, planned, unwanted, rate, node, lease_until, started_at, ended_at, reached
