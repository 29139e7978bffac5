UPDATE box_reload SET state = @state, reason = @reason WHERE generation = @generation AND state = 0
