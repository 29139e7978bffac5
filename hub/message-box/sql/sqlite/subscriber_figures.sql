SELECT subscriber, sum(state = 0), sum(state = 1), sum(state = 2), sum(state = 3), sum(state = 4), sum(state = 5), min(CASE WHEN state <> 4 THEN accepted_at END)
FROM box_delivery GROUP BY subscriber ORDER BY subscriber
