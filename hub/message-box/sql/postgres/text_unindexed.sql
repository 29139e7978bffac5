-- What the index has not reached: new messages, and those that got something since.
SELECT id FROM (
    SELECT id FROM box.message WHERE seq > @message
    UNION SELECT message_id FROM box.payload WHERE seq > @payload) t
WHERE id < @below AND id >= @lowest ORDER BY id DESC LIMIT @limit
