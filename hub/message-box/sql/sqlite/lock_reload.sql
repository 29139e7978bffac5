SELECT generation, state, asked_by, asked_at, reason FROM box_reload WHERE generation = @generation AND state = 0
