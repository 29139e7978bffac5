UPDATE box_delivery SET batch_group = @batch_group WHERE message_id = @message_id AND subscriber = @subscriber
