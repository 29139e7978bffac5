-- What the index has not reached: new messages, and those that got something since, with how much that is.
SELECT id, count(number), coalesce(max(number), 0) FROM (
    SELECT id, NULL AS number FROM box_message WHERE rowid > @message
    UNION ALL SELECT message_id, rowid FROM box_payload WHERE rowid > @payload)
WHERE id < @below AND id >= @lowest GROUP BY id ORDER BY id DESC LIMIT @limit
