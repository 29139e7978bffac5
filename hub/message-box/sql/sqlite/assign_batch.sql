-- Claimed by the batch, without an end. Order is that of the file: keys hold nothing up.
UPDATE box_delivery SET state = 2, node = @owner, claimed_at = @now, lease_until = @never, attempts = attempts + 1, order_key = NULL,
    batch_id = @id, changed_at = @now
WHERE rowid IN (
    SELECT d.rowid FROM box_delivery d
    WHERE d.subscriber = @subscriber AND d.state = 0 AND d.message_type = @message_type AND d.batch_group = @batch_group
        AND d.accepted_at <= @until AND (d.expires_at IS NULL OR d.expires_at > @now)
    ORDER BY d.seq LIMIT @most)
