-- Where those that have gone are now, in either table.
SELECT m.seq, m.subscriber, m.step,
    (SELECT d.state FROM box_delivery d WHERE d.message_id = m.message_id AND d.subscriber = m.subscriber),
    (SELECT h.state FROM box_delivery_history h WHERE h.message_id = m.message_id AND h.subscriber = m.subscriber)
FROM box_run_member m WHERE m.run_id = @run_id AND m.state = 1 AND m.seq >= @from ORDER BY m.seq, m.subscriber LIMIT @limit
