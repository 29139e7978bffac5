-- Nobody knows how far the worker came that held the claim.
-- In-box work holds its rows locked while it runs: those are alive and passed over.
UPDATE box.delivery d SET state = 0, lease_until = NULL, in_doubt = true, changed_at = @now
WHERE (d.message_id, d.subscriber) IN (
    SELECT x.message_id, x.subscriber FROM box.delivery x WHERE x.state = 2 AND x.lease_until <= @now
    ORDER BY x.lease_until LIMIT @limit FOR UPDATE SKIP LOCKED)
RETURNING d.message_id, d.subscriber, d.order_key, d.attempts, d.claimed_at, d.node
