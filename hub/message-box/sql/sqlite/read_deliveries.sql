SELECT message_id, subscriber, state, attempts, order_key, due_at, claimed_at, NULL AS ended_at, node, failure, mapping, in_doubt
FROM box_delivery WHERE message_id = @id
UNION ALL
SELECT message_id, subscriber, state, attempts, order_key, NULL, claimed_at, ended_at, node, failure, mapping, false
FROM box_delivery_history WHERE message_id = @id
ORDER BY subscriber
