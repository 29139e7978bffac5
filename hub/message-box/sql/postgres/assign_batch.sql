-- Claimed by the batch, without an end. Order is that of the file: keys hold nothing up.
UPDATE box.delivery SET state = 2, node = @owner, claimed_at = @now, lease_until = @never, attempts = attempts + 1, order_key = NULL,
    batch_id = @id, changed_at = @now
WHERE (message_id, subscriber) IN (
    SELECT d.message_id, d.subscriber FROM box.delivery d
    WHERE d.subscriber = @subscriber AND d.state = 0 AND d.message_type = @message_type AND d.batch_group = @batch_group
        AND d.accepted_at <= @until AND (d.expires_at IS NULL OR d.expires_at > @now)
    ORDER BY d.seq LIMIT @most FOR UPDATE SKIP LOCKED)
