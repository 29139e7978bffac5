SELECT subscriber, sum(sent)::bigint, sum(parked)::bigint, sum(unfinished)::bigint,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY latency), percentile_cont(0.99) WITHIN GROUP (ORDER BY latency)
FROM (
    SELECT subscriber, CASE WHEN state = 6 THEN count ELSE 0 END AS sent, 0 AS parked, 0 AS unfinished,
        CASE WHEN state = 6 THEN extract(epoch FROM ended_at - accepted_at) END AS latency
    FROM box.delivery_history WHERE message_id >= @since_id
    UNION ALL
    SELECT subscriber, 0, CASE WHEN state = 5 THEN count ELSE 0 END, CASE WHEN state <> 5 THEN count ELSE 0 END, NULL
    FROM box.delivery WHERE message_id >= @since_id) d
GROUP BY subscriber ORDER BY subscriber
