UPDATE box_delivery SET state = 1, changed_at = @now
WHERE message_id = @message_id AND subscriber = @subscriber AND state = 0
