SELECT attempts FROM box.delivery
WHERE message_id = @message_id AND subscriber = @subscriber AND state = 5 FOR UPDATE
