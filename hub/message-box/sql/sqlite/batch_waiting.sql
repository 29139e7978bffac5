-- One probe per type and group, by the row id of its first; counted no further than @most.
WITH RECURSIVE waiting (id) AS (
    SELECT (SELECT d.rowid FROM box_delivery d
        WHERE d.subscriber = @subscriber AND d.state = 0 AND d.batch_group IS NOT NULL ORDER BY d.message_type, d.batch_group, d.seq LIMIT 1)
    UNION ALL
    SELECT (SELECT d.rowid FROM box_delivery d
        WHERE d.subscriber = @subscriber AND d.state = 0 AND d.batch_group IS NOT NULL AND (d.message_type, d.batch_group) > (w.message_type, w.batch_group)
        ORDER BY d.message_type, d.batch_group, d.seq LIMIT 1)
    FROM waiting JOIN box_delivery w ON w.rowid = waiting.id)
SELECT w.message_type, w.batch_group, w.accepted_at,
    (SELECT count(*) FROM (SELECT 1 FROM box_delivery d WHERE d.subscriber = @subscriber AND d.state = 0 AND d.message_type = w.message_type
        AND d.batch_group = w.batch_group LIMIT @most))
FROM waiting JOIN box_delivery w ON w.rowid = waiting.id
