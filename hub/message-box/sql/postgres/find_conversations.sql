-- The first message that is known under what another one says it answers. Kinds that name one piece of business only: a customer or
-- an account has many conversations.
SELECT u.value, m.conversation_id
FROM unnest(@value::text[]) u (value)
CROSS JOIN LATERAL (SELECT s.message_id FROM box.search_key s WHERE s.value = u.value AND s.kind IN ('business', 'conversation', 'order', 'request', 'ticket', 'workOrder') ORDER BY s.message_id LIMIT 1) k
JOIN box.message m ON m.id = k.message_id
