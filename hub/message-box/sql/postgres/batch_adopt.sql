-- Deliveries from the time before the interface had batches. Claimed ones come back by themselves and are found later.
UPDATE box.delivery SET batch_group = '', order_key = NULL, state = CASE state WHEN 1 THEN 0 ELSE state END, changed_at = @now
WHERE (message_id, subscriber) IN (
    SELECT x.message_id, x.subscriber FROM box.delivery x
    WHERE x.subscriber = @subscriber AND x.batch_group IS NULL AND x.state <> 2 AND NOT x.set_aside LIMIT @limit FOR UPDATE SKIP LOCKED)
