SELECT message_id, subscriber, mapping, made_by, anew
FROM box_replay_request WHERE request_id = @request_id
