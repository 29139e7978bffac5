UPDATE box.replay SET reached = coalesce(@reached::uuid, reached), state = @state, looked = looked + @looked, wanted = wanted + @wanted,
    planned = planned + @planned, unwanted = unwanted + @unwanted, lease_until = @lease_until, ended_at = @ended_at::timestamptz
WHERE subscriber = @subscriber AND run = @run
RETURNING subscriber, run, since, until, types, state, looked, wanted, planned, unwanted, rate, node, lease_until, started_at, ended_at, reached
