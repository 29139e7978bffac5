-- Replays: a subscriber gets the messages of a time that it has not had. First each of them gets a delivery that is set aside, so that later
-- ones of its key wait for it; then each is decided: planned, or taken away where the subscription does not want it.
ALTER TABLE box_delivery ADD COLUMN set_aside INTEGER NOT NULL DEFAULT 0 CHECK (set_aside = 0 OR state = 3);
CREATE INDEX box_delivery_set_aside ON box_delivery (subscriber, seq) WHERE set_aside = 1;

-- One replay at a time per subscriber; the last one stays to be seen. "reached" is the last message looked at.
CREATE TABLE box_replay (
    subscriber TEXT PRIMARY KEY,
    run INTEGER NOT NULL,
    since INTEGER NOT NULL,
    until INTEGER NOT NULL,
    types TEXT NOT NULL,
    up_to_seq INTEGER NOT NULL,
    reached BLOB,
    state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
    looked INTEGER NOT NULL DEFAULT 0,
    wanted INTEGER NOT NULL DEFAULT 0,
    planned INTEGER NOT NULL DEFAULT 0,
    unwanted INTEGER NOT NULL DEFAULT 0,
    rate INTEGER NOT NULL,
    node TEXT NOT NULL,
    lease_until INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    CONSTRAINT replay_ended_has_time CHECK ((state IN (2, 3)) = (ended_at IS NOT NULL))
);
