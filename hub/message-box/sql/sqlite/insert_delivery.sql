INSERT INTO box_delivery (message_id, subscriber, seq, message_type, priority, order_key, state, due_at, expires_at,
    failure, fingerprint, accepted_at, changed_at, count, mapping, operation)
VALUES (@message_id, @subscriber, @seq, @message_type, @priority, @order_key, @state, @due_at, @expires_at,
    @failure, @fingerprint, @accepted_at, @accepted_at, @count, @mapping, @operation)
