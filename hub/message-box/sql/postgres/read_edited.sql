-- The newest edited body of each delivery.
SELECT DISTINCT ON (p.message_id) p.message_id, p.bytes FROM box.payload p
WHERE p.message_id = ANY(@id::uuid[]) AND p.subscriber = @subscriber AND p.kind = 100
ORDER BY p.message_id, p.stored_at DESC, p.attempt DESC
