-- Beside the original, under the number of the attempt it followed. Kind 100 is no stage of the wire and never listed as one.
INSERT INTO box.payload (message_id, subscriber, attempt, kind, bytes, content_type, origin, headers, stored_at, position, seq)
VALUES (@message_id, @subscriber, @attempt, 100, @bytes, 'application/json', NULL, NULL, @stored_at, 0,
    CASE WHEN pg_current_xact_id() IS NOT NULL THEN nextval('box.payload_seq') END)
