-- Known keys are looked up in all months; new ones are inserted in a fixed order, so that two nodes with the same keys wait
-- for each other and never deadlock. What does not come back belongs to another message.
INSERT INTO box.duplicate_key (key_hash, month, content_hash, message_id)
SELECT u.key_hash, u.month, u.content_hash, u.message_id
FROM unnest(@key_hash::uuid[], @month::date[], @content_hash::uuid[], @message_id::uuid[]) u (key_hash, month, content_hash, message_id)
WHERE NOT EXISTS (SELECT FROM box.duplicate_key k WHERE k.key_hash = u.key_hash)
ORDER BY u.month, u.key_hash
ON CONFLICT DO NOTHING
RETURNING message_id
