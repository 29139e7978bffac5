-- How many of the group were sent again by runs so many whole hours ago.
SELECT floor(extract(epoch FROM @now::timestamptz - m.gone_at) / 3600)::int AS ago, count(*)
FROM box.run r JOIN box.run_member m ON m.run_id = r.id
WHERE r.fingerprint = @fingerprint AND r.kind = 0 AND m.gone_at > @since AND m.gone_at <= @now::timestamptz
GROUP BY ago
