-- What the index has not reached: new messages, and those that got something since.
SELECT id FROM (
    SELECT id FROM box_message WHERE rowid > @message
    UNION SELECT message_id FROM box_payload WHERE rowid > @payload)
WHERE id < @below AND id >= @lowest ORDER BY id DESC LIMIT @limit
