-- As accepting would have planned it; it begins to wait now.
UPDATE box_delivery SET set_aside = 0, state = @state, due_at = NULL, order_key = @order_key, mapping = @mapping, operation = @operation,
    batch_group = @batch_group, failure = @failure, fingerprint = @fingerprint, accepted_at = @now, changed_at = @now
WHERE message_id = @message_id AND subscriber = @subscriber AND set_aside = 1
