-- After a connection broke during a commit: which of these claims did that commit end?
SELECT u.message_id, u.subscriber
FROM unnest(@message_id::uuid[], @subscriber::text[], @node::text[], @claimed_at::timestamptz[]) u (message_id, subscriber, node, claimed_at)
WHERE EXISTS (SELECT FROM box.delivery_history h WHERE h.message_id = u.message_id AND h.subscriber = u.subscriber
        AND h.node = u.node AND h.claimed_at = u.claimed_at)
    OR EXISTS (SELECT FROM box.delivery d WHERE d.message_id = u.message_id AND d.subscriber = u.subscriber
        AND d.node = u.node AND d.claimed_at = u.claimed_at AND d.state <> 2)
