-- The first message that is known under what another one says it answers. Kinds that name one piece of business only: a customer or
-- an account has many conversations.
SELECT @value, m.conversation_id
FROM box_message m WHERE m.id = (
    SELECT s.message_id FROM box_search_key s WHERE s.value = @value AND s.kind IN ('business', 'conversation', 'order', 'request', 'ticket', 'workOrder') ORDER BY s.message_id LIMIT 1)
