-- Whoever has this run works alone; no row: another has taken it over, or it was stopped.
SELECT reached FROM box.replay WHERE subscriber = @subscriber AND run = @run AND state = @state FOR UPDATE
