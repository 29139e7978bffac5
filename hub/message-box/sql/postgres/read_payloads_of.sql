SELECT message_id, kind, bytes, content_type, origin, headers, subscriber, attempt, stored_at
FROM box.payload WHERE message_id = ANY (@id::uuid[]) ORDER BY message_id, stored_at, subscriber NULLS FIRST, attempt, position
