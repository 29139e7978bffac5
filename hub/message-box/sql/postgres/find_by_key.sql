SELECT DISTINCT message_id FROM box.search_key WHERE value = @value AND (@kind::text IS NULL OR kind = @kind::text)
    AND message_id < @below AND message_id >= @lowest ORDER BY message_id DESC LIMIT @limit
