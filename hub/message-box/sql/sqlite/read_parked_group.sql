-- The newest first.
SELECT d.message_id, d.seq, d.subscriber, m.type, m.source, m.interface, m.business_key, d.attempts, d.changed_at, d.failure
FROM box_delivery d JOIN box_message m ON m.id = d.message_id
WHERE d.state = 5 AND d.subscriber = @subscriber AND d.fingerprint = @fingerprint AND d.seq < @below
ORDER BY d.seq DESC LIMIT @limit
