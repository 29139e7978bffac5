INSERT INTO box_payload (message_id, subscriber, attempt, kind, bytes, content_type, origin, headers, stored_at, position)
VALUES (@message_id, @subscriber, @attempt, @kind, @bytes, @content_type, @origin, @headers, @stored_at, @position)
