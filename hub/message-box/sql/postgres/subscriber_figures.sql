SELECT subscriber, count(*) FILTER (WHERE state = 0), count(*) FILTER (WHERE state = 1), count(*) FILTER (WHERE state = 2),
    count(*) FILTER (WHERE state = 3), count(*) FILTER (WHERE state = 4), count(*) FILTER (WHERE state = 5), min(accepted_at) FILTER (WHERE state <> 4)
FROM box.delivery GROUP BY subscriber ORDER BY subscriber
