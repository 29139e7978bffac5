INSERT INTO box_endpoint_state (endpoint, skip_parked) VALUES (@endpoint, @skip_parked)
ON CONFLICT (endpoint) DO UPDATE SET skip_parked = excluded.skip_parked
WHERE box_endpoint_state.skip_parked <> excluded.skip_parked
