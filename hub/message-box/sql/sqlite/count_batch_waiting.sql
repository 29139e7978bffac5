-- No further than @most.
SELECT count(*) FROM (
    SELECT 1 FROM box_delivery d
    WHERE d.subscriber = @subscriber AND d.state = 0 AND d.message_type = @message_type AND d.batch_group = @batch_group
        AND d.accepted_at <= @until AND (d.expires_at IS NULL OR d.expires_at > @now)
    LIMIT @most) waiting
