-- A run that was asked for twice is made once.
INSERT INTO box.run (id, request_id, kind, made_by, via, made_at, fingerprint, subscriber, query, ids, parked_before, steps, rate, stop_above, mapping, reason, state, due_at)
VALUES (@id, @request_id, @kind, @made_by, @via, @now, @fingerprint::text, @subscriber::text, @query::text, @ids::text, @parked_before, @steps, @rate::int, @stop_above::double precision, @mapping::text, @reason::text, 0, @now)
ON CONFLICT (request_id) DO NOTHING
RETURNING id
