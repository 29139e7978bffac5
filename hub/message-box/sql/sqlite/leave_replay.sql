UPDATE box_replay SET lease_until = @now WHERE subscriber = @subscriber AND run = @run AND state IN (0, 1)
