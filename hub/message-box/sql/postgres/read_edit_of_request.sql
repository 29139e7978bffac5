SELECT id, message_id, subscriber, state, difference, reason, made_by, via, made_at, decided_by, decided_via, decided_at, decided_because, attempts, body
FROM box.edit WHERE request_id = @request_id
