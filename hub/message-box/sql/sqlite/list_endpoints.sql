SELECT endpoint, paused, pause_reason FROM box_endpoint_state ORDER BY endpoint
