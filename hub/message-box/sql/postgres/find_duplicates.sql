SELECT key_hash, message_id, content_hash FROM box.duplicate_key WHERE key_hash = ANY(@key_hash::uuid[])
