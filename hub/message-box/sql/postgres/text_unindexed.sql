-- What the index has not reached: new messages, and those that got something since. The upper bounds bound nothing; with them the planner takes a
-- small part for granted where it knows nothing of a young table yet.
SELECT id FROM (
    SELECT id FROM box.message WHERE seq > @message AND seq <= @message + 1000000000000
    UNION SELECT message_id FROM box.payload WHERE seq > @payload AND seq <= @payload + 1000000000000) t
WHERE id < @below AND id >= @lowest ORDER BY id DESC LIMIT @limit
