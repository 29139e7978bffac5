-- How many parked so many whole hours ago.
SELECT d.subscriber, d.fingerprint, (@now - d.changed_at) / 3600000000 AS ago, count(*)
FROM box_delivery d
WHERE d.state = 5 AND (@fingerprint IS NULL OR d.fingerprint = @fingerprint) AND d.changed_at > @since AND d.changed_at <= @now
GROUP BY d.subscriber, d.fingerprint, ago
