DELETE FROM box_duplicate_key WHERE key_hash = @key_hash AND message_id = @message_id
