SELECT name, address, started_at, seen_at, configuration, taken_at FROM box.node ORDER BY name
