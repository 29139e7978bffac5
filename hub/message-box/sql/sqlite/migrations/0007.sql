-- What people say of a group of failures. It stays when nothing of the group waits any more, with the failure by which it was known.
CREATE TABLE box_failure_group (
    fingerprint TEXT PRIMARY KEY,
    subscriber TEXT NOT NULL,
    failure TEXT NOT NULL,
    owner TEXT,
    note TEXT,
    version INTEGER NOT NULL DEFAULT 0,
    changed_by TEXT,
    changed_at INTEGER,
    CONSTRAINT failure_group_change_has_author CHECK ((version = 0) = (changed_by IS NULL) AND (version = 0) = (changed_at IS NULL))
);
-- Groups are counted from this index alone, however many are parked.
CREATE INDEX box_delivery_parked_at ON box_delivery (subscriber, fingerprint, changed_at) WHERE state = 5;

-- Runs: many parked deliveries resumed or discarded in steps (decision 0174). The row is the run; whichever node is up does its next portion when
-- it is due. No due time: there is nothing to be done for it now.
CREATE TABLE box_run (
    id BLOB PRIMARY KEY,
    request_id TEXT NOT NULL,
    kind INTEGER NOT NULL CHECK (kind IN (0, 1)),
    made_by TEXT NOT NULL,
    via TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    fingerprint TEXT,
    subscriber TEXT,
    query TEXT,
    ids TEXT,
    parked_before INTEGER NOT NULL,
    steps TEXT NOT NULL,
    rate INTEGER CHECK (rate > 0),
    stop_above REAL CHECK (stop_above >= 0 AND stop_above <= 1),
    mapping TEXT,
    reason TEXT,
    state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 6),
    why TEXT,
    gathered INTEGER NOT NULL DEFAULT 0,
    gathered_seq INTEGER NOT NULL DEFAULT 0,
    gathered_id BLOB,
    portion INTEGER NOT NULL DEFAULT 0,
    looked_seq INTEGER NOT NULL DEFAULT 0,
    step INTEGER NOT NULL DEFAULT 1,
    step_gone INTEGER NOT NULL DEFAULT 0,
    step_ended INTEGER NOT NULL DEFAULT 0,
    step_failed INTEGER NOT NULL DEFAULT 0,
    planned INTEGER NOT NULL DEFAULT 0,
    gone INTEGER NOT NULL DEFAULT 0,
    delivered INTEGER NOT NULL DEFAULT 0,
    failed_again INTEGER NOT NULL DEFAULT 0,
    otherwise INTEGER NOT NULL DEFAULT 0,
    passed INTEGER NOT NULL DEFAULT 0,
    taken_back INTEGER NOT NULL DEFAULT 0,
    due_at INTEGER,
    ended_at INTEGER,
    CONSTRAINT run_request_once UNIQUE (request_id),
    CONSTRAINT run_has_one_choice CHECK ((fingerprint IS NOT NULL) + (query IS NOT NULL) + (ids IS NOT NULL) = 1 AND (fingerprint IS NULL) = (subscriber IS NULL)),
    CONSTRAINT run_over_has_time CHECK ((state IN (5, 6)) = (ended_at IS NOT NULL)),
    CONSTRAINT run_under_way_is_due CHECK (state > 2 OR due_at IS NOT NULL),
    CONSTRAINT run_counts CHECK (gone >= delivered + failed_again + otherwise AND planned >= gone + passed + taken_back)
);
CREATE INDEX box_run_due ON box_run (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX box_run_group ON box_run (fingerprint, made_at) WHERE fingerprint IS NOT NULL;

-- What a run is for, in the order of acceptance. "attempts" is the delivery's number when the run was made: one that was touched since is not the same any more.
CREATE TABLE box_run_member (
    run_id BLOB NOT NULL REFERENCES box_run (id),
    seq INTEGER NOT NULL,
    subscriber TEXT NOT NULL,
    message_id BLOB NOT NULL,
    attempts INTEGER NOT NULL,
    state INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 6),
    step INTEGER,
    gone_at INTEGER,
    PRIMARY KEY (run_id, seq, subscriber),
    CONSTRAINT gone_has_step CHECK ((state IN (0, 4, 5)) = (step IS NULL) AND (step IS NULL) = (gone_at IS NULL))
);
-- One parked delivery is in one unfinished run, whoever makes two.
CREATE UNIQUE INDEX box_run_member_once ON box_run_member (message_id, subscriber) WHERE state IN (0, 1);
CREATE INDEX box_run_member_planned ON box_run_member (run_id, seq, subscriber) WHERE state = 0;
CREATE INDEX box_run_member_gone ON box_run_member (run_id, seq, subscriber) WHERE state = 1;
