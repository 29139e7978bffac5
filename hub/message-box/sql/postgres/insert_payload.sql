INSERT INTO box.payload (message_id, subscriber, attempt, kind, bytes, content_type, origin, headers, stored_at, position)
SELECT message_id, subscriber, attempt, kind, bytes, content_type, origin, headers, @stored_at::timestamptz, position
FROM unnest(@message_id::uuid[], @subscriber::text[], @attempt::int[], @kind::smallint[], @bytes::bytea[], @content_type::text[],
    @origin::text[], @headers::text[], @position::smallint[])
    u (message_id, subscriber, attempt, kind, bytes, content_type, origin, headers, position)
