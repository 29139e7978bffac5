INSERT INTO box_delivery (message_id, subscriber, seq, message_type, priority, order_key, state, due_at, accepted_at, changed_at, count, set_aside)
SELECT m.id, @subscriber, m.seq, m.type, 1, m.business_key, 3, @never, @now, @now, m.count, 1
FROM box_message m
WHERE m.id > @after AND m.id <= @reached AND m.type IN (SELECT value FROM json_each(@types))
    AND NOT EXISTS (SELECT 1 FROM box_delivery d WHERE d.message_id = m.id AND d.subscriber = @subscriber)
    AND NOT EXISTS (SELECT 1 FROM box_delivery_history h WHERE h.message_id = m.id AND h.subscriber = @subscriber)
ON CONFLICT DO NOTHING
