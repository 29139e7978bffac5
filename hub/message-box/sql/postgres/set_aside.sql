-- Both tables are asked in one snapshot: a delivery that ends just now is in one of them. The scalar sub-select stays a probe of the key
-- (and of one partition) per message, whatever the planner thinks of a young table.
-- Reading the message keeps retention from dropping its day meanwhile.
INSERT INTO box.delivery (message_id, subscriber, seq, message_type, priority, order_key, state, due_at, accepted_at, changed_at, count, set_aside)
SELECT m.id, @subscriber::text, m.seq, m.type, 1, m.business_key, 3, @never::timestamptz, @now::timestamptz, @now::timestamptz, m.count, true
FROM box.message m
WHERE m.id > @after AND m.id <= @reached AND m.type = ANY (@types::text[])
    AND (SELECT 1 FROM box.delivery d WHERE d.message_id = m.id AND d.subscriber = @subscriber::text OFFSET 0) IS NULL
    AND (SELECT 1 FROM box.delivery_history h WHERE h.message_id = m.id AND h.subscriber = @subscriber::text OFFSET 0) IS NULL
ON CONFLICT DO NOTHING
