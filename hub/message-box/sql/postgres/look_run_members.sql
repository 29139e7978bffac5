-- Where those that have gone are now, in either table, as of one moment. The sub-selects stay probes of a key (and of one partition).
SELECT m.seq, m.subscriber, m.step,
    (SELECT d.state FROM box.delivery d WHERE d.message_id = m.message_id AND d.subscriber = m.subscriber OFFSET 0),
    (SELECT h.state FROM box.delivery_history h WHERE h.message_id = m.message_id AND h.subscriber = m.subscriber OFFSET 0)
FROM box.run_member m WHERE m.run_id = @run_id AND m.state = 1 AND m.seq >= @from ORDER BY m.seq, m.subscriber LIMIT @limit
