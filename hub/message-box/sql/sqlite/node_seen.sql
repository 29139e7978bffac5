INSERT INTO box_node (name, address, started_at, seen_at, configuration, taken_at)
VALUES (@name, @address, @started_at, @now, @configuration, @taken_at)
ON CONFLICT (name) DO UPDATE SET address = excluded.address, started_at = excluded.started_at, seen_at = excluded.seen_at,
    configuration = excluded.configuration, taken_at = excluded.taken_at
