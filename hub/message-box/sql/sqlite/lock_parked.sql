SELECT attempts FROM box_delivery
WHERE message_id = @message_id AND subscriber = @subscriber AND state = 5
