-- The newest edited body of each delivery.
SELECT p.message_id, p.bytes FROM box_payload p
WHERE p.message_id = @id AND p.subscriber = @subscriber AND p.kind = 100
ORDER BY p.stored_at DESC, p.attempt DESC LIMIT 1
