SELECT key_hash, message_id, content_hash FROM box_duplicate_key WHERE key_hash = @key_hash
