-- The nodes that work on this database, and what they say to a reload of the configuration. A node that was not seen for a while counts as gone.
CREATE TABLE box_node (
    name TEXT PRIMARY KEY,
    address TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    configuration TEXT NOT NULL,
    taken_at INTEGER NOT NULL
);

-- One reload is under way at a time: checking until every node has looked at its own folder, then taking or refused, for all of them.
CREATE TABLE box_reload (
    generation INTEGER PRIMARY KEY,
    state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 2),
    asked_by TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    reason TEXT
);
CREATE TABLE box_reload_answer (
    generation INTEGER NOT NULL,
    node TEXT NOT NULL,
    verdict INTEGER NOT NULL CHECK (verdict BETWEEN 0 AND 3),
    said TEXT NOT NULL,
    answered_at INTEGER NOT NULL,
    PRIMARY KEY (generation, node)
);
