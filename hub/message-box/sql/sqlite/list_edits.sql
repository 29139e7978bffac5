SELECT id, message_id, subscriber, state, difference, reason, made_by, via, made_at, decided_by, decided_via, decided_at, decided_because, attempts, body
FROM box_edit
WHERE (@state IS NULL OR state = @state) AND (@message_id IS NULL OR message_id = @message_id) AND (@below IS NULL OR id < @below)
ORDER BY id DESC LIMIT @limit
