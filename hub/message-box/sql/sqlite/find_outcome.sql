-- After a connection broke during a commit: which of these claims did that commit end?
SELECT @message_id, @subscriber
WHERE EXISTS (SELECT 1 FROM box_delivery_history h WHERE h.message_id = @message_id AND h.subscriber = @subscriber
        AND h.node = @node AND h.claimed_at = @claimed_at)
    OR EXISTS (SELECT 1 FROM box_delivery d WHERE d.message_id = @message_id AND d.subscriber = @subscriber
        AND d.node = @node AND d.claimed_at = @claimed_at AND d.state <> 2)
