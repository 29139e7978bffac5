SELECT id, seq, type, version, source, interface, body, count, business_key, duplicate_key, causation_id, conversation_id,
    correlation_id, trace_parent, priority, received_at, translated_at, accepted_at, expires_at, mapping, keys
FROM box.message WHERE id = ANY(@id::uuid[])
