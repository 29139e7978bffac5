-- An edit that was asked for twice is made once. What nobody has to agree to is decided as it is made.
INSERT INTO box_edit (id, request_id, message_id, subscriber, attempts, body, difference, reason, state, made_by, via, made_at, decided_at)
VALUES (@id, @request_id, @message_id, @subscriber, @attempts, @body, @difference, @reason, @state, @made_by, @via, @now, @decided_at)
ON CONFLICT (request_id) DO NOTHING
RETURNING id
