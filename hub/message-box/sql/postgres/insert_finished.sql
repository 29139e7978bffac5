-- What had already happened when it was accepted never enters the hot table.
INSERT INTO box.delivery_history (message_id, subscriber, seq, message_type, priority, order_key, state, attempts,
    ended_at, failure, edited, accepted_at, count)
SELECT message_id, subscriber, seq, message_type, priority, order_key, 6, 1, @accepted_at::timestamptz, failure, false, @accepted_at::timestamptz, count
FROM unnest(@message_id::uuid[], @subscriber::text[], @seq::bigint[], @message_type::text[], @priority::smallint[], @order_key::text[], @failure::text[], @count::int[])
    u (message_id, subscriber, seq, message_type, priority, order_key, failure, count)
