SELECT DISTINCT message_id FROM box.delivery WHERE (@state::int IS NULL OR state = @state::int) AND (@fingerprint::text IS NULL OR fingerprint = @fingerprint::text)
    AND message_id < @below AND message_id >= @lowest ORDER BY message_id DESC LIMIT @limit
