SELECT d.message_id, d.subscriber, d.seq, d.attempts, d.fingerprint, d.changed_at
FROM box.delivery d WHERE d.message_id = ANY(@id::uuid[]) AND d.state + 0 = 5
