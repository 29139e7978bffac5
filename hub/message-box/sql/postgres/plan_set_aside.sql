-- As accepting would have planned it; it begins to wait now.
UPDATE box.delivery d SET set_aside = false, state = u.state, due_at = NULL, order_key = u.order_key, mapping = u.mapping, operation = u.operation,
    batch_group = u.batch_group, failure = u.failure, fingerprint = u.fingerprint, accepted_at = @now, changed_at = @now
FROM unnest(@message_id::uuid[], @state::smallint[], @order_key::text[], @mapping::text[], @operation::text[], @batch_group::text[], @failure::text[], @fingerprint::text[])
    u (message_id, state, order_key, mapping, operation, batch_group, failure, fingerprint)
WHERE d.message_id = u.message_id AND d.subscriber = @subscriber AND d.set_aside
