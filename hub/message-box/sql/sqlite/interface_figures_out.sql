WITH kept AS (
    SELECT subscriber, CASE WHEN state = 6 THEN count ELSE 0 END AS sent, 0 AS parked, 0 AS unfinished,
        CASE WHEN state = 6 THEN (ended_at - accepted_at) / 1000000.0 END AS latency
    FROM box_delivery_history WHERE message_id >= @since_id
    UNION ALL
    SELECT subscriber, 0, CASE WHEN state = 5 THEN count ELSE 0 END, CASE WHEN state <> 5 THEN count ELSE 0 END, NULL
    FROM box_delivery WHERE message_id >= @since_id),
ranked AS (
    SELECT *, row_number() OVER (PARTITION BY subscriber, latency IS NULL ORDER BY latency) AS r,
        count(latency) OVER (PARTITION BY subscriber) AS n FROM kept)
SELECT subscriber, sum(sent), sum(parked), sum(unfinished),
    max(CASE WHEN r <= max(1, round(n * 0.5)) THEN latency END), max(CASE WHEN r <= max(1, round(n * 0.99)) THEN latency END)
FROM ranked GROUP BY subscriber ORDER BY subscriber
