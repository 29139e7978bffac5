INSERT INTO box.endpoint_state (endpoint, paused, pause_reason) VALUES (@endpoint, @paused, @reason)
ON CONFLICT (endpoint) DO UPDATE SET paused = excluded.paused, pause_reason = excluded.pause_reason
