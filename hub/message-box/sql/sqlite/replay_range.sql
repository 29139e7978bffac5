-- The next messages by id, which is by time: up to which one, how many, and how many of the wanted types.
WITH looked AS (
    SELECT m.id, m.type FROM box_message m WHERE m.id > @after AND m.id < @until ORDER BY m.id LIMIT @chunk)
SELECT (SELECT l.id FROM looked l ORDER BY l.id DESC LIMIT 1), count(*), count(*) FILTER (WHERE type IN (SELECT value FROM json_each(@types))) FROM looked
