-- How many parked so many whole hours ago.
SELECT d.subscriber, d.fingerprint, floor(extract(epoch FROM @now::timestamptz - d.changed_at) / 3600)::int AS ago, count(*)
FROM box.delivery d
WHERE d.state = 5 AND (@fingerprint::text IS NULL OR d.fingerprint = @fingerprint::text) AND d.changed_at > @since AND d.changed_at <= @now::timestamptz
GROUP BY d.subscriber, d.fingerprint, ago
