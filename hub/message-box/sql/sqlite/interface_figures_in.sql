WITH kept AS (
    SELECT m.interface, m.count, (m.accepted_at - m.received_at) / 1000000.0 AS latency,
        EXISTS (SELECT 1 FROM box_delivery d WHERE d.message_id = m.id AND d.state = 5) AS parked,
        EXISTS (SELECT 1 FROM box_delivery d WHERE d.message_id = m.id AND d.state <> 5) AS open
    FROM box_message m WHERE m.id >= @since_id AND m.interface IS NOT NULL),
ranked AS (
    SELECT *, row_number() OVER (PARTITION BY interface ORDER BY latency) AS r, count(*) OVER (PARTITION BY interface) AS n FROM kept),
received AS (
    SELECT interface, sum(count) AS received, sum(count * parked) AS parked, sum(count * open) AS unfinished,
        max(CASE WHEN r <= max(1, round(n * 0.5)) THEN latency END) AS p50, max(CASE WHEN r <= max(1, round(n * 0.99)) THEN latency END) AS p99
    FROM ranked GROUP BY interface),
file AS (SELECT interface, sum(rejected) AS rejected FROM box_transfer WHERE direction = 0 AND started_at >= @since GROUP BY interface)
SELECT coalesce(r.interface, f.interface), coalesce(r.received, 0), coalesce(f.rejected, 0), coalesce(r.parked, 0), coalesce(r.unfinished, 0), r.p50, r.p99
FROM received r FULL JOIN file f ON f.interface = r.interface
ORDER BY 1
