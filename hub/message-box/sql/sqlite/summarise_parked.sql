SELECT g.fingerprint, g.subscriber,
    (SELECT d.failure FROM box_delivery d WHERE d.state = 5 AND d.subscriber = g.subscriber AND d.fingerprint = g.fingerprint ORDER BY d.seq DESC LIMIT 1),
    g.parked, g.first_seen, g.last_seen,
    (SELECT d.message_id FROM box_delivery d WHERE d.state = 5 AND d.subscriber = g.subscriber AND d.fingerprint = g.fingerprint ORDER BY d.seq DESC LIMIT 1),
    n.owner, n.note, coalesce(n.version, 0)
FROM (SELECT subscriber, fingerprint, count(*) AS parked, min(changed_at) AS first_seen, max(changed_at) AS last_seen
      FROM box_delivery WHERE state = 5 AND (@fingerprint IS NULL OR fingerprint = @fingerprint) GROUP BY subscriber, fingerprint) g
LEFT JOIN box_failure_group n ON n.fingerprint = g.fingerprint
ORDER BY g.parked DESC, g.subscriber, g.fingerprint
