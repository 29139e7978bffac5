SELECT message_id, subscriber, state, attempts, order_key, due_at, claimed_at, NULL::timestamptz AS ended_at, node, failure, mapping, in_doubt
FROM box.delivery WHERE message_id = ANY(@id::uuid[])
UNION ALL
SELECT message_id, subscriber, state, attempts, order_key, NULL, claimed_at, ended_at, node, failure, mapping, false
FROM box.delivery_history WHERE message_id = ANY(@id::uuid[])
ORDER BY message_id, subscriber
