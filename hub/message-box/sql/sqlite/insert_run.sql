-- A run that was asked for twice is made once.
INSERT INTO box_run (id, request_id, kind, made_by, via, made_at, fingerprint, subscriber, query, ids, parked_before, steps, rate, stop_above, mapping, reason, state, due_at)
VALUES (@id, @request_id, @kind, @made_by, @via, @now, @fingerprint, @subscriber, @query, @ids, @parked_before, @steps, @rate, @stop_above, @mapping, @reason, 0, @now)
ON CONFLICT (request_id) DO NOTHING
RETURNING id
