SELECT endpoint, message_type, status, opened_at, probe_at, failures, reason FROM box_circuit ORDER BY endpoint, message_type
