-- A subscriber that never had the message.
INSERT INTO box_delivery (message_id, subscriber, seq, message_type, priority, order_key, state, mapping, accepted_at, changed_at, count)
SELECT m.id, @subscriber, m.seq, m.type, m.priority, m.business_key, 0, @mapping, m.accepted_at, @now, m.count
FROM box_message m WHERE m.id = @message_id
ON CONFLICT DO NOTHING
RETURNING message_id
