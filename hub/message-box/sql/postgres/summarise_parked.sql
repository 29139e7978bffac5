SELECT g.fingerprint, g.subscriber, newest.failure, g.parked, g.first_seen, g.last_seen, newest.message_id, n.owner, n.note, coalesce(n.version, 0)
FROM (SELECT subscriber, fingerprint, count(*) AS parked, min(changed_at) AS first_seen, max(changed_at) AS last_seen
      FROM box.delivery WHERE state = 5 AND (@fingerprint::text IS NULL OR fingerprint = @fingerprint::text) GROUP BY subscriber, fingerprint) g
CROSS JOIN LATERAL (SELECT failure, message_id FROM box.delivery d
    WHERE d.state = 5 AND d.subscriber = g.subscriber AND d.fingerprint = g.fingerprint ORDER BY d.seq DESC LIMIT 1) newest
LEFT JOIN box.failure_group n ON n.fingerprint = g.fingerprint
ORDER BY g.parked DESC, g.subscriber, g.fingerprint
