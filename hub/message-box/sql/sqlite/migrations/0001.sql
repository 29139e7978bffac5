-- Ids are 16 bytes big-endian, so version 7 ids sort by time; times are microseconds since 1970 (UTC).
-- One number per message, drawn in the order of acceptance: the order that deliveries keep.
CREATE TABLE box_message_seq (value INTEGER NOT NULL);
INSERT INTO box_message_seq (value) VALUES (0);

CREATE TABLE box_message (
    id BLOB NOT NULL,
    seq INTEGER NOT NULL,
    type TEXT NOT NULL,
    version INTEGER NOT NULL,
    source TEXT NOT NULL,
    interface TEXT,
    body BLOB NOT NULL,
    count INTEGER NOT NULL CHECK (count >= 0),
    business_key TEXT,
    duplicate_key TEXT,
    causation_id BLOB,
    conversation_id TEXT NOT NULL,
    correlation_id TEXT,
    trace_parent TEXT,
    priority INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    translated_at INTEGER,
    accepted_at INTEGER NOT NULL,
    expires_at INTEGER,
    mapping TEXT,
    keys TEXT NOT NULL,
    PRIMARY KEY (id)
);

-- The hot table: unfinished deliveries only, so that its indexes stay small however many messages are kept.
CREATE TABLE box_delivery (
    message_id BLOB NOT NULL,
    subscriber TEXT NOT NULL,
    seq INTEGER NOT NULL,
    message_type TEXT NOT NULL,
    priority INTEGER NOT NULL,
    order_key TEXT,
    state INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    base_attempts INTEGER NOT NULL DEFAULT 0,
    due_at INTEGER,
    expires_at INTEGER,
    node TEXT,
    claimed_at INTEGER,
    lease_until INTEGER,
    failure TEXT,
    fingerprint TEXT,
    edited INTEGER NOT NULL DEFAULT 0,
    accepted_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (message_id, subscriber),
    CONSTRAINT unfinished_only CHECK (state BETWEEN 0 AND 5),
    CONSTRAINT waiting_has_key CHECK (state <> 1 OR order_key IS NOT NULL),
    CONSTRAINT claimed_has_owner CHECK (state <> 2 OR (node IS NOT NULL AND claimed_at IS NOT NULL AND attempts > base_attempts)),
    CONSTRAINT only_claimed_has_lease CHECK ((state = 2) = (lease_until IS NOT NULL)),
    CONSTRAINT later_has_due_time CHECK ((state IN (3, 4)) = (due_at IS NOT NULL)),
    CONSTRAINT parked_has_failure CHECK ((state = 5) = (fingerprint IS NOT NULL) AND (state <> 5 OR failure IS NOT NULL)),
    CONSTRAINT attempts_count CHECK (attempts >= base_attempts AND base_attempts >= 0)
);
-- By type, because a circuit is open per type: the ready rows of that type are never scanned.
CREATE INDEX box_delivery_ready ON box_delivery (subscriber, message_type, priority, seq) WHERE state = 0;
CREATE INDEX box_delivery_key ON box_delivery (subscriber, order_key, seq) WHERE order_key IS NOT NULL AND state IN (0, 1, 2, 3);
-- Apart, so that a key with many parked ones is not scanned where the endpoint lets others pass.
CREATE INDEX box_delivery_key_parked ON box_delivery (subscriber, order_key, seq) WHERE order_key IS NOT NULL AND state = 5;
-- One at a time per key, whatever the races.
CREATE UNIQUE INDEX box_delivery_one_claimed ON box_delivery (subscriber, order_key) WHERE order_key IS NOT NULL AND state = 2;
CREATE INDEX box_delivery_due ON box_delivery (due_at) WHERE state IN (3, 4);
CREATE INDEX box_delivery_lease ON box_delivery (lease_until) WHERE state = 2;
CREATE INDEX box_delivery_waiting ON box_delivery (subscriber, order_key) WHERE state = 1;
CREATE INDEX box_delivery_parked ON box_delivery (subscriber, fingerprint, seq) WHERE state = 5;
CREATE INDEX box_delivery_expires ON box_delivery (expires_at) WHERE expires_at IS NOT NULL AND state IN (0, 1, 3, 4);

CREATE TABLE box_delivery_history (
    message_id BLOB NOT NULL,
    subscriber TEXT NOT NULL,
    seq INTEGER NOT NULL,
    message_type TEXT NOT NULL,
    priority INTEGER NOT NULL,
    order_key TEXT,
    state INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    node TEXT,
    claimed_at INTEGER,
    ended_at INTEGER NOT NULL,
    failure TEXT,
    edited INTEGER NOT NULL,
    accepted_at INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (message_id, subscriber),
    CONSTRAINT finished_only CHECK (state BETWEEN 6 AND 8)
) WITHOUT ROWID;

CREATE TABLE box_payload (
    message_id BLOB NOT NULL,
    subscriber TEXT,
    attempt INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    content_type TEXT NOT NULL,
    origin TEXT,
    headers TEXT,
    stored_at INTEGER NOT NULL,
    position INTEGER NOT NULL
);
CREATE INDEX box_payload_message ON box_payload (message_id);

CREATE TABLE box_search_key (
    value TEXT NOT NULL,
    message_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (value, message_id, kind)
) WITHOUT ROWID;
-- For retention, which goes by day.
CREATE INDEX box_search_key_message ON box_search_key (message_id);

-- Failed and given-up attempts; the good first one is told by the delivery itself.
CREATE TABLE box_attempt (
    message_id BLOB NOT NULL,
    subscriber TEXT NOT NULL,
    number INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    failure TEXT,
    node TEXT
);
CREATE INDEX box_attempt_message ON box_attempt (message_id);

-- Hashes of (source, interface, key) and of the content, deleted by the month.
CREATE TABLE box_duplicate_key (
    key_hash BLOB NOT NULL,
    month TEXT NOT NULL,
    content_hash BLOB NOT NULL,
    message_id BLOB NOT NULL,
    PRIMARY KEY (key_hash)
) WITHOUT ROWID;
CREATE INDEX box_duplicate_key_month ON box_duplicate_key (month);

CREATE TABLE box_audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    via TEXT NOT NULL,
    action TEXT NOT NULL,
    target TEXT NOT NULL,
    message_id BLOB,
    detail TEXT
);
CREATE INDEX box_audit_at ON box_audit (at);
CREATE INDEX box_audit_message ON box_audit (message_id) WHERE message_id IS NOT NULL;

CREATE TABLE box_endpoint_state (
    endpoint TEXT PRIMARY KEY,
    paused INTEGER NOT NULL DEFAULT 0,
    pause_reason TEXT,
    skip_parked INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE box_circuit (
    endpoint TEXT NOT NULL,
    message_type TEXT NOT NULL,
    status INTEGER NOT NULL CHECK (status IN (0, 1)),
    opened_at INTEGER,
    probe_at INTEGER,
    failures INTEGER NOT NULL,
    reason TEXT,
    PRIMARY KEY (endpoint, message_type)
);

CREATE TABLE box_transfer (
    id BLOB PRIMARY KEY,
    interface TEXT NOT NULL,
    direction INTEGER NOT NULL,
    file_name TEXT NOT NULL,
    size INTEGER NOT NULL,
    modified_at INTEGER,
    state INTEGER NOT NULL,
    node TEXT,
    lease_until INTEGER,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    sha256 TEXT,
    hash_seq INTEGER,
    expected_records INTEGER,
    line INTEGER NOT NULL DEFAULT 0,
    byte_offset INTEGER NOT NULL DEFAULT 0,
    accepted INTEGER NOT NULL DEFAULT 0,
    duplicates INTEGER NOT NULL DEFAULT 0,
    rejected INTEGER NOT NULL DEFAULT 0,
    failure TEXT,
    CONSTRAINT known_state CHECK (state BETWEEN 0 AND 4),
    CONSTRAINT ended_has_time CHECK ((state = 0) = (ended_at IS NULL)),
    CONSTRAINT owned_has_lease CHECK ((node IS NULL) = (lease_until IS NULL))
);
-- A file without a time is the same file again if name and size are.
CREATE UNIQUE INDEX box_transfer_one_per_file ON box_transfer (interface, direction, file_name, size, coalesce(modified_at, -1));
CREATE INDEX box_transfer_hash ON box_transfer (interface, sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX box_transfer_started ON box_transfer (started_at);

CREATE TABLE box_transfer_reject (
    transfer_id BLOB NOT NULL,
    line INTEGER NOT NULL,
    failure TEXT NOT NULL,
    source TEXT NOT NULL
);
CREATE INDEX box_transfer_reject_line ON box_transfer_reject (transfer_id, line);

CREATE TABLE box_number_sequence (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
);
