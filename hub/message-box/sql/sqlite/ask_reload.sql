-- None while one is being checked. Two that ask at once draw the same number, and one of them gets it.
INSERT INTO box_reload (generation, state, asked_by, asked_at)
SELECT coalesce(max(generation), 0) + 1, 0, @asked_by, @now FROM box_reload
HAVING count(CASE state WHEN 0 THEN 1 END) = 0
ON CONFLICT DO NOTHING
RETURNING generation
