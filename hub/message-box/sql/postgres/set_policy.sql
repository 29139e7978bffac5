INSERT INTO box.endpoint_state (endpoint, skip_parked) VALUES (@endpoint, @skip_parked)
ON CONFLICT (endpoint) DO UPDATE SET skip_parked = excluded.skip_parked
WHERE box.endpoint_state.skip_parked <> excluded.skip_parked
