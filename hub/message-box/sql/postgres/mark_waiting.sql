UPDATE box.delivery d SET state = 1, changed_at = @now
FROM unnest(@message_id::uuid[]) u (message_id)
WHERE d.message_id = u.message_id AND d.subscriber = @subscriber AND d.state = 0
