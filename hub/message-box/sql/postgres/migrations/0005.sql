-- The nodes that work on this database, and what they say to a reload of the configuration. A node that was not seen for a while counts as gone.
CREATE TABLE box.node (
    name text PRIMARY KEY,
    address text NOT NULL,
    started_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL,
    configuration text NOT NULL,
    taken_at timestamptz NOT NULL
);

-- One reload is under way at a time: checking until every node has looked at its own folder, then taking or refused, for all of them.
CREATE TABLE box.reload (
    generation bigint PRIMARY KEY,
    state smallint NOT NULL CHECK (state BETWEEN 0 AND 2),
    asked_by text NOT NULL,
    asked_at timestamptz NOT NULL,
    reason text
);
CREATE TABLE box.reload_answer (
    generation bigint NOT NULL REFERENCES box.reload (generation),
    node text NOT NULL,
    verdict smallint NOT NULL CHECK (verdict BETWEEN 0 AND 3),
    said text NOT NULL,
    answered_at timestamptz NOT NULL,
    PRIMARY KEY (generation, node)
);
