INSERT INTO box.message (id, seq, type, version, source, interface, body, count, business_key, duplicate_key, causation_id,
    conversation_id, correlation_id, trace_parent, priority, received_at, translated_at, accepted_at, expires_at, mapping, keys)
SELECT id, seq, type, version, source, interface, body, count, business_key, duplicate_key, causation_id,
    conversation_id, correlation_id, trace_parent, priority, received_at, translated_at, @accepted_at::timestamptz, expires_at, mapping, keys
FROM unnest(@id::uuid[], @seq::bigint[], @type::text[], @version::int[], @source::text[], @interface::text[], @body::bytea[], @count::int[],
    @business_key::text[], @duplicate_key::text[], @causation_id::uuid[], @conversation_id::text[], @correlation_id::text[],
    @trace_parent::text[], @priority::smallint[], @received_at::timestamptz[], @translated_at::timestamptz[],
    @expires_at::timestamptz[], @mapping::text[], @keys::text[])
    u (id, seq, type, version, source, interface, body, count, business_key, duplicate_key, causation_id,
    conversation_id, correlation_id, trace_parent, priority, received_at, translated_at, expires_at, mapping, keys)
