-- What the index has not reached: new messages, and those that got something since, with how much that is. The upper bounds bound nothing; with them the
-- planner takes a small part for granted where it knows nothing of a young table yet.
SELECT id, count(seq), coalesce(max(seq), 0) FROM (
    SELECT id, NULL::bigint AS seq FROM box.message WHERE seq > @message AND seq <= @message + 1000000000000
    UNION ALL SELECT message_id, seq FROM box.payload WHERE seq > @payload AND seq <= @payload + 1000000000000) t
WHERE id < @below AND id >= @lowest GROUP BY id ORDER BY id DESC LIMIT @limit
