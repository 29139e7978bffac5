-- A key that was won in one month and lost in the other (only around the turn of a month) is lost.
DELETE FROM box.duplicate_key k USING unnest(@key_hash::uuid[], @message_id::uuid[]) u (key_hash, message_id)
WHERE k.key_hash = u.key_hash AND k.message_id = u.message_id
