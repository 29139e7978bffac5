SELECT coalesce(r.interface, f.interface), coalesce(r.received, 0)::bigint, coalesce(f.rejected, 0)::bigint,
    coalesce(r.parked, 0)::bigint, coalesce(r.unfinished, 0)::bigint, r.p50, r.p99
FROM (
    SELECT m.interface, sum(m.count) AS received, sum(m.count) FILTER (WHERE d.parked) AS parked, sum(m.count) FILTER (WHERE d.open) AS unfinished,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM m.accepted_at - m.received_at)) AS p50,
        percentile_cont(0.99) WITHIN GROUP (ORDER BY extract(epoch FROM m.accepted_at - m.received_at)) AS p99
    FROM box.message m
    LEFT JOIN (SELECT message_id, bool_or(state = 5) AS parked, bool_or(state <> 5) AS open
        FROM box.delivery WHERE message_id >= @since_id GROUP BY message_id) d ON d.message_id = m.id
    WHERE m.id >= @since_id AND m.interface IS NOT NULL
    GROUP BY m.interface) r
FULL JOIN (SELECT interface, sum(rejected) AS rejected FROM box.transfer WHERE direction = 0 AND started_at >= @since GROUP BY interface) f
    ON f.interface = r.interface
ORDER BY 1
