INSERT INTO box_search_key (value, message_id, kind) VALUES (@value, @message_id, @kind)
ON CONFLICT DO NOTHING
