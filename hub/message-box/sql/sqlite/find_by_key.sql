SELECT DISTINCT message_id FROM box_search_key WHERE value = @value AND (@kind IS NULL OR kind = @kind)
    AND message_id < @below AND message_id >= @lowest ORDER BY message_id DESC LIMIT @limit
