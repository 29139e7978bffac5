SELECT endpoint, paused, pause_reason FROM box.endpoint_state ORDER BY endpoint
