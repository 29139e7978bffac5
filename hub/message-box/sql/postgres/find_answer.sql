SELECT p.kind, p.bytes, p.content_type, p.origin, p.headers
FROM box.duplicate_key k JOIN box.payload p ON p.message_id = k.message_id
WHERE k.key_hash = @key_hash AND p.kind = 2 AND p.subscriber IS NULL
ORDER BY p.stored_at DESC, p.position DESC LIMIT 1
