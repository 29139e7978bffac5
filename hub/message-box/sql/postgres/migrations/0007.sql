-- What people say of a group of failures. It stays when nothing of the group waits any more, with the failure by which it was known.
CREATE TABLE box.failure_group (
    fingerprint text PRIMARY KEY,
    subscriber text NOT NULL,
    failure text NOT NULL,
    owner text,
    note text,
    version int NOT NULL DEFAULT 0,
    changed_by text,
    changed_at timestamptz,
    CONSTRAINT failure_group_change_has_author CHECK ((version = 0) = (changed_by IS NULL) AND (version = 0) = (changed_at IS NULL))
);
-- Groups are counted from this index alone, however many are parked.
CREATE INDEX delivery_parked_at ON box.delivery (subscriber, fingerprint, changed_at) WHERE state = 5;

-- Runs: many parked deliveries resumed or discarded in steps (decision 0174). The row is the run; whichever node is up does its next portion when
-- it is due. No due time: there is nothing to be done for it now.
CREATE TABLE box.run (
    id uuid PRIMARY KEY,
    request_id text NOT NULL,
    kind smallint NOT NULL CHECK (kind IN (0, 1)),
    made_by text NOT NULL,
    via text NOT NULL,
    made_at timestamptz NOT NULL,
    fingerprint text,
    subscriber text,
    query text,
    ids text,
    parked_before timestamptz NOT NULL,
    steps text NOT NULL,
    rate int CHECK (rate > 0),
    stop_above double precision CHECK (stop_above >= 0 AND stop_above <= 1),
    mapping text,
    reason text,
    state smallint NOT NULL CHECK (state BETWEEN 0 AND 6),
    why text,
    gathered boolean NOT NULL DEFAULT false,
    gathered_seq bigint NOT NULL DEFAULT 0,
    gathered_id uuid,
    portion int NOT NULL DEFAULT 0,
    looked_seq bigint NOT NULL DEFAULT 0,
    step int NOT NULL DEFAULT 1,
    step_gone bigint NOT NULL DEFAULT 0,
    step_ended bigint NOT NULL DEFAULT 0,
    step_failed bigint NOT NULL DEFAULT 0,
    planned bigint NOT NULL DEFAULT 0,
    gone bigint NOT NULL DEFAULT 0,
    delivered bigint NOT NULL DEFAULT 0,
    failed_again bigint NOT NULL DEFAULT 0,
    otherwise bigint NOT NULL DEFAULT 0,
    passed bigint NOT NULL DEFAULT 0,
    taken_back bigint NOT NULL DEFAULT 0,
    due_at timestamptz,
    ended_at timestamptz,
    CONSTRAINT run_request_once UNIQUE (request_id),
    CONSTRAINT run_has_one_choice CHECK (num_nonnulls(fingerprint, query, ids) = 1 AND (fingerprint IS NULL) = (subscriber IS NULL)),
    CONSTRAINT run_over_has_time CHECK ((state IN (5, 6)) = (ended_at IS NOT NULL)),
    CONSTRAINT run_under_way_is_due CHECK (state > 2 OR due_at IS NOT NULL),
    CONSTRAINT run_counts CHECK (gone >= delivered + failed_again + otherwise AND planned >= gone + passed + taken_back)
);
CREATE INDEX run_due ON box.run (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX run_group ON box.run (fingerprint, made_at) WHERE fingerprint IS NOT NULL;

-- What a run is for, in the order of acceptance. "attempts" is the delivery's number when the run was made: one that was touched since is not the same any more.
CREATE TABLE box.run_member (
    run_id uuid NOT NULL REFERENCES box.run (id),
    seq bigint NOT NULL,
    subscriber text NOT NULL,
    message_id uuid NOT NULL,
    attempts int NOT NULL,
    state smallint NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 6),
    step int,
    gone_at timestamptz,
    PRIMARY KEY (run_id, seq, subscriber),
    CONSTRAINT gone_has_step CHECK ((state IN (0, 4, 5)) = (step IS NULL) AND (step IS NULL) = (gone_at IS NULL))
);
-- One parked delivery is in one unfinished run, whoever makes two.
CREATE UNIQUE INDEX run_member_once ON box.run_member (message_id, subscriber) WHERE state IN (0, 1);
CREATE INDEX run_member_planned ON box.run_member (run_id, seq, subscriber) WHERE state = 0;
CREATE INDEX run_member_gone ON box.run_member (run_id, seq, subscriber) WHERE state = 1;
