-- Deliveries from the time before the interface had batches. Claimed ones come back by themselves and are found later.
UPDATE box_delivery SET batch_group = '', order_key = NULL, state = CASE state WHEN 1 THEN 0 ELSE state END, changed_at = @now
WHERE rowid IN (SELECT x.rowid FROM box_delivery x WHERE x.subscriber = @subscriber AND x.batch_group IS NULL AND x.state <> 2 AND x.set_aside = 0 LIMIT @limit)
