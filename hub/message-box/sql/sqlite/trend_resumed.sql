-- How many of the group were sent again by runs so many whole hours ago.
SELECT (@now - m.gone_at) / 3600000000 AS ago, count(*)
FROM box_run r JOIN box_run_member m ON m.run_id = r.id
WHERE r.fingerprint = @fingerprint AND r.kind = 0 AND m.gone_at > @since AND m.gone_at <= @now
GROUP BY ago
