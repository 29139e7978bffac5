DELETE FROM box.used_once WHERE key_hash = ANY (ARRAY(SELECT key_hash FROM box.used_once WHERE expires_at < @now ORDER BY expires_at LIMIT @limit FOR UPDATE SKIP LOCKED))
