SELECT id::text, conversation_id FROM box.message WHERE id = ANY (@id::uuid[])
