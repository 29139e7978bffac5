DELETE FROM box.delivery WHERE message_id = ANY (@message_id::uuid[]) AND subscriber = @subscriber AND set_aside
