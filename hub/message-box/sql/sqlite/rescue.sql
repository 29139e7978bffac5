-- Nobody knows how far the worker came that held the claim.
UPDATE box_delivery SET state = 0, lease_until = NULL, in_doubt = true, changed_at = @now
WHERE rowid IN (SELECT x.rowid FROM box_delivery x WHERE x.state = 2 AND x.lease_until <= @now ORDER BY x.lease_until LIMIT @limit)
RETURNING message_id, subscriber, order_key, attempts, claimed_at, node
