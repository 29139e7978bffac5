SELECT message_id, kind, bytes, content_type, origin, headers, subscriber, attempt, stored_at
FROM box_payload WHERE message_id = @id ORDER BY stored_at, subscriber NULLS FIRST, attempt, position
