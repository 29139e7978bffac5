SELECT DISTINCT message_id FROM box_delivery WHERE (@state IS NULL OR state = @state) AND (@fingerprint IS NULL OR fingerprint = @fingerprint)
    AND message_id < @below AND message_id >= @lowest ORDER BY message_id DESC LIMIT @limit
