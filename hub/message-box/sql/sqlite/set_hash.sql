UPDATE box_message_seq SET value = value + 1;
UPDATE box_transfer SET sha256 = @sha256, expected_records = @expected_records,
    hash_seq = coalesce(hash_seq, (SELECT value FROM box_message_seq))
WHERE id = @id AND node = @node AND state = 0
RETURNING hash_seq
