-- What does not come back belongs to another message.
INSERT INTO box_duplicate_key (key_hash, month, content_hash, message_id) VALUES (@key_hash, @month, @content_hash, @message_id)
ON CONFLICT DO NOTHING
RETURNING message_id
