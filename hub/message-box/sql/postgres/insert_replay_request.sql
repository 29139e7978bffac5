-- A replay that was asked for twice is made once.
INSERT INTO box.replay_request (request_id, message_id, subscriber, mapping, anew, made_by, made_at)
VALUES (@request_id, @message_id, @subscriber, @mapping::text, @anew::uuid, @made_by, @now)
ON CONFLICT (request_id) DO NOTHING
RETURNING request_id
