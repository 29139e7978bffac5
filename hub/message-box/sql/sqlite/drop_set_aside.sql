DELETE FROM box_delivery WHERE message_id = @message_id AND subscriber = @subscriber AND set_aside = 1
