-- Files of many messages. A delivery of an interface with batches has a group ('' if its file has all); it stays ready until a batch is
-- closed, which claims it without an end: then the batch's own lease and attempts count.
ALTER TABLE box_delivery ADD COLUMN batch_group TEXT;
ALTER TABLE box_delivery ADD COLUMN batch_id BLOB;
ALTER TABLE box_delivery_history ADD COLUMN batch_id BLOB;
CREATE INDEX box_delivery_batch_ready ON box_delivery (subscriber, message_type, batch_group, seq) WHERE state = 0 AND batch_group IS NOT NULL;
CREATE INDEX box_delivery_batch ON box_delivery (batch_id, seq) WHERE batch_id IS NOT NULL;
CREATE INDEX box_delivery_history_batch ON box_delivery_history (batch_id, seq) WHERE batch_id IS NOT NULL;

CREATE TABLE box_batch (
    id BLOB PRIMARY KEY,
    interface TEXT NOT NULL,
    message_type TEXT NOT NULL,
    batch_group TEXT NOT NULL,
    number INTEGER NOT NULL,
    serial INTEGER NOT NULL,
    serial_of TEXT NOT NULL,
    file_name TEXT NOT NULL,
    batch_date TEXT NOT NULL,
    state INTEGER NOT NULL,
    closed_at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    messages INTEGER NOT NULL,
    left_out INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    run INTEGER NOT NULL DEFAULT 0,
    node TEXT,
    lease_until INTEGER,
    due_at INTEGER,
    ended_at INTEGER,
    content_run INTEGER,
    records INTEGER,
    size INTEGER,
    sha256 TEXT,
    mapping TEXT,
    failure TEXT,
    CONSTRAINT known_batch_state CHECK (state BETWEEN 0 AND 4),
    CONSTRAINT batch_number_once UNIQUE (interface, number),
    CONSTRAINT batch_serial_once UNIQUE (interface, serial_of, serial),
    CONSTRAINT batch_ended_has_time CHECK ((state IN (2, 3)) = (ended_at IS NOT NULL)),
    CONSTRAINT batch_rendered_has_content CHECK (state NOT IN (1, 2) OR (content_run IS NOT NULL AND size IS NOT NULL AND sha256 IS NOT NULL)),
    CONSTRAINT batch_owned_has_lease CHECK ((node IS NULL) = (lease_until IS NULL)),
    CONSTRAINT batch_parked_has_failure CHECK (state <> 4 OR failure IS NOT NULL)
);
CREATE INDEX box_batch_open ON box_batch (interface, number) WHERE state IN (0, 1, 4);

-- The files' bytes.
CREATE TABLE box_batch_content (
    batch_id BLOB NOT NULL,
    run INTEGER NOT NULL,
    position INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (batch_id, run, position)
);

-- Up to which hour the batches of an interface are closed; its row is also the lock under which one closes.
CREATE TABLE box_batch_clock (
    interface TEXT PRIMARY KEY,
    last_hour INTEGER NOT NULL
);
