-- What had already happened when it was accepted never enters the hot table.
INSERT INTO box_delivery_history (message_id, subscriber, seq, message_type, priority, order_key, state, attempts,
    ended_at, failure, edited, accepted_at, count)
VALUES (@message_id, @subscriber, @seq, @message_type, @priority, @order_key, 6, 1, @accepted_at, @failure, 0, @accepted_at, @count)
