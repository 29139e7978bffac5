UPDATE box.delivery d SET batch_group = u.batch_group
FROM unnest(@message_id::uuid[], @subscriber::text[], @batch_group::text[]) u (message_id, subscriber, batch_group)
WHERE d.message_id = u.message_id AND d.subscriber = u.subscriber
