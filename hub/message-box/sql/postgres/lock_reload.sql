SELECT generation, state, asked_by, asked_at, reason FROM box.reload WHERE generation = @generation AND state = 0 FOR UPDATE
