-- Replays: a subscriber gets the messages of a time that it has not had. First each of them gets a delivery that is set aside, so that later
-- ones of its key wait for it; then each is decided: planned, or taken away where the subscription does not want it.
ALTER TABLE box.delivery ADD COLUMN set_aside boolean NOT NULL DEFAULT false;
ALTER TABLE box.delivery ADD CONSTRAINT set_aside_has_no_end CHECK (NOT set_aside OR state = 3);
CREATE INDEX delivery_set_aside ON box.delivery (subscriber, seq) WHERE set_aside;

-- One replay at a time per subscriber; the last one stays to be seen. "reached" is the last message looked at.
CREATE TABLE box.replay (
    subscriber text PRIMARY KEY,
    run int NOT NULL,
    since timestamptz NOT NULL,
    until timestamptz NOT NULL,
    types text NOT NULL,
    up_to_seq bigint NOT NULL,
    reached uuid,
    state smallint NOT NULL CHECK (state BETWEEN 0 AND 3),
    looked bigint NOT NULL DEFAULT 0,
    wanted bigint NOT NULL DEFAULT 0,
    planned bigint NOT NULL DEFAULT 0,
    unwanted bigint NOT NULL DEFAULT 0,
    rate int NOT NULL,
    node text NOT NULL,
    lease_until timestamptz NOT NULL,
    started_at timestamptz NOT NULL,
    ended_at timestamptz,
    CONSTRAINT replay_ended_has_time CHECK ((state IN (2, 3)) = (ended_at IS NOT NULL))
);
