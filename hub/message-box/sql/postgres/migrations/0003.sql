-- Files of many messages. A delivery of an interface with batches has a group ('' if its file has all); it stays ready until a batch is
-- closed, which claims it without an end: then the batch's own lease and attempts count.
ALTER TABLE box.delivery ADD COLUMN batch_group text, ADD COLUMN batch_id uuid;
ALTER TABLE box.delivery_history ADD COLUMN batch_id uuid;
CREATE INDEX delivery_batch_ready ON box.delivery (subscriber, message_type, batch_group, seq) WHERE state = 0 AND batch_group IS NOT NULL;
CREATE INDEX delivery_batch ON box.delivery (batch_id, seq) WHERE batch_id IS NOT NULL;
CREATE INDEX delivery_history_batch ON box.delivery_history (batch_id, seq) WHERE batch_id IS NOT NULL;

CREATE TABLE box.batch (
    id uuid PRIMARY KEY,
    interface text NOT NULL,
    message_type text NOT NULL,
    batch_group text NOT NULL,
    number bigint NOT NULL,
    serial int NOT NULL,
    serial_of text NOT NULL,
    file_name text NOT NULL,
    batch_date text NOT NULL,
    state smallint NOT NULL,
    closed_at timestamptz NOT NULL,
    reason text NOT NULL,
    messages bigint NOT NULL,
    left_out bigint NOT NULL DEFAULT 0,
    attempts int NOT NULL DEFAULT 0,
    run int NOT NULL DEFAULT 0,
    node text,
    lease_until timestamptz,
    due_at timestamptz,
    ended_at timestamptz,
    content_run int,
    records bigint,
    size bigint,
    sha256 text,
    mapping text,
    failure text,
    CONSTRAINT known_batch_state CHECK (state BETWEEN 0 AND 4),
    CONSTRAINT batch_number_once UNIQUE (interface, number),
    CONSTRAINT batch_serial_once UNIQUE (interface, serial_of, serial),
    CONSTRAINT batch_ended_has_time CHECK ((state IN (2, 3)) = (ended_at IS NOT NULL)),
    CONSTRAINT batch_rendered_has_content CHECK (state NOT IN (1, 2) OR (content_run IS NOT NULL AND size IS NOT NULL AND sha256 IS NOT NULL)),
    CONSTRAINT batch_owned_has_lease CHECK ((node IS NULL) = (lease_until IS NULL)),
    CONSTRAINT batch_parked_has_failure CHECK (state <> 4 OR failure IS NOT NULL)
);
CREATE INDEX batch_open ON box.batch (interface, number) WHERE state IN (0, 1, 4);

-- The files' bytes, by the batch's day; batch ids are version 7, too.
CREATE TABLE box.batch_content (
    batch_id uuid NOT NULL,
    run int NOT NULL,
    position int NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (batch_id, run, position)
) PARTITION BY RANGE (batch_id);
CREATE TABLE box.batch_content_other PARTITION OF box.batch_content DEFAULT;

-- Up to which hour the batches of an interface are closed; its row is also the lock under which one closes.
CREATE TABLE box.batch_clock (
    interface text PRIMARY KEY,
    last_hour timestamptz NOT NULL
);
