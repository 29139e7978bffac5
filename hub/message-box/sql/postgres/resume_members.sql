-- Only what is parked as it was when the run was made: whoever was resumed, edited or parked anew since is somebody else's decision.
UPDATE box.delivery d
SET state = 0, fingerprint = NULL, base_attempts = d.attempts, mapping = coalesce(@mapping::text, d.mapping), changed_at = @now
FROM unnest(@message_id::uuid[], @subscriber::text[], @attempts::int[]) u (message_id, subscriber, attempts)
WHERE d.message_id = u.message_id AND d.subscriber = u.subscriber AND d.state + 0 = 5 AND d.attempts = u.attempts
RETURNING d.message_id, d.subscriber, d.order_key
