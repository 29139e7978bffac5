-- Comes back only for the first use; an expired one counts for nothing.
INSERT INTO box.used_once (key_hash, expires_at) VALUES (@key_hash, @expires_at)
ON CONFLICT (key_hash) DO UPDATE SET expires_at = excluded.expires_at WHERE box.used_once.expires_at < @now
RETURNING 1
