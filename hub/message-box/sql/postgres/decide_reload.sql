UPDATE box.reload SET state = @state, reason = @reason WHERE generation = @generation AND state = 0
