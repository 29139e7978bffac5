INSERT INTO box.delivery (message_id, subscriber, seq, message_type, priority, order_key, state, due_at, expires_at,
    failure, fingerprint, accepted_at, changed_at, count, mapping, operation)
SELECT message_id, subscriber, seq, message_type, priority, order_key, state, due_at, expires_at,
    failure, fingerprint, @accepted_at::timestamptz, @accepted_at::timestamptz, count, mapping, operation
FROM unnest(@message_id::uuid[], @subscriber::text[], @seq::bigint[], @message_type::text[], @priority::smallint[], @order_key::text[],
    @state::smallint[], @due_at::timestamptz[], @expires_at::timestamptz[], @failure::text[], @fingerprint::text[], @count::int[],
    @mapping::text[], @operation::text[])
    u (message_id, subscriber, seq, message_type, priority, order_key, state, due_at, expires_at, failure, fingerprint, count, mapping, operation)
