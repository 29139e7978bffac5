SELECT generation, state, asked_by, asked_at, reason FROM box.reload ORDER BY generation DESC LIMIT 1
