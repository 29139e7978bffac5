-- As in draw_sequence, the transaction has its id before it draws.
INSERT INTO box.payload (message_id, subscriber, attempt, kind, bytes, content_type, origin, headers, stored_at, position, seq)
SELECT message_id, subscriber, attempt, kind, bytes, content_type, origin, headers, @stored_at::timestamptz, position,
    CASE WHEN pg_current_xact_id() IS NOT NULL THEN nextval('box.payload_seq') END
FROM unnest(@message_id::uuid[], @subscriber::text[], @attempt::int[], @kind::smallint[], @bytes::bytea[], @content_type::text[],
    @origin::text[], @headers::text[], @position::smallint[])
    u (message_id, subscriber, attempt, kind, bytes, content_type, origin, headers, position)
