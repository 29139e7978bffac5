UPDATE box.transfer SET sha256 = @sha256, expected_records = @expected_records, hash_seq = coalesce(hash_seq, nextval('box.message_seq'))
WHERE id = @id AND node = @node AND state = 0
RETURNING hash_seq
