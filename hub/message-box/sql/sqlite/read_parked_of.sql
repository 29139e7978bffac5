SELECT d.message_id, d.subscriber, d.seq, d.attempts, d.fingerprint, d.changed_at
FROM box_delivery d WHERE d.message_id = @id AND d.state = 5
