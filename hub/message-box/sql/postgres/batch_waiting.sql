-- One probe per type and group; counted no further than @most.
WITH RECURSIVE waiting (message_type, batch_group) AS (
    (SELECT d.message_type, d.batch_group FROM box.delivery d
     WHERE d.subscriber = @subscriber AND d.state = 0 AND d.batch_group IS NOT NULL ORDER BY d.message_type, d.batch_group LIMIT 1)
    UNION ALL
    SELECT n.message_type, n.batch_group FROM waiting w
    CROSS JOIN LATERAL (SELECT d.message_type, d.batch_group FROM box.delivery d
        WHERE d.subscriber = @subscriber AND d.state = 0 AND d.batch_group IS NOT NULL
            AND (d.message_type, d.batch_group) > (w.message_type, w.batch_group)
        ORDER BY d.message_type, d.batch_group LIMIT 1) n)
SELECT w.message_type, w.batch_group,
    (SELECT d.accepted_at FROM box.delivery d WHERE d.subscriber = @subscriber AND d.state = 0 AND d.message_type = w.message_type
        AND d.batch_group = w.batch_group ORDER BY d.seq LIMIT 1),
    (SELECT count(*) FROM (SELECT 1 FROM box.delivery d WHERE d.subscriber = @subscriber AND d.state = 0 AND d.message_type = w.message_type
        AND d.batch_group = w.batch_group LIMIT @most) counted)
FROM waiting w
