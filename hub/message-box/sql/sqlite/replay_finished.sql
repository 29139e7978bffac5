-- The finished delivery comes back from history, its attempts counted from 1 again; what it was before is told as an attempt.
INSERT INTO box_attempt (message_id, subscriber, number, started_at, ended_at, outcome, failure, node)
SELECT message_id, subscriber, attempts, coalesce(claimed_at, ended_at), ended_at,
    CASE state WHEN 6 THEN 'delivered' WHEN 7 THEN 'discarded' ELSE 'expired' END, failure, node
FROM box_delivery_history WHERE message_id = @message_id AND subscriber = @subscriber;
INSERT INTO box_delivery (message_id, subscriber, seq, message_type, priority, order_key, state, attempts, base_attempts,
    edited, mapping, accepted_at, changed_at, count)
SELECT message_id, subscriber, seq, message_type, priority, order_key, 0, attempts, attempts, edited, @mapping, accepted_at, @now, count
FROM box_delivery_history WHERE message_id = @message_id AND subscriber = @subscriber;
DELETE FROM box_delivery_history WHERE message_id = @message_id AND subscriber = @subscriber
RETURNING message_id
