SELECT generation, state, asked_by, asked_at, reason FROM box_reload ORDER BY generation DESC LIMIT 1
