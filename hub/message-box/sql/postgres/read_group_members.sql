SELECT d.message_id, d.subscriber, d.seq, d.attempts, d.fingerprint, d.changed_at
FROM box.delivery d
WHERE d.state = 5 AND d.subscriber = @subscriber AND d.fingerprint = @fingerprint AND d.seq > @after AND d.changed_at <= @parked_before
ORDER BY d.seq LIMIT @limit
