DELETE FROM box_used_once WHERE key_hash IN (SELECT key_hash FROM box_used_once WHERE expires_at < @now ORDER BY expires_at LIMIT @limit)
