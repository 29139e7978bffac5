-- One number per message, drawn in the order of acceptance: the order that deliveries keep.
CREATE SEQUENCE box.message_seq;

-- Messages and what belongs to them are partitioned by UTC day: the id is a version 7 UUID, so a range of ids is a day,
-- and retention drops tables instead of deleting rows. Default partitions are a net for ids of no near day.
CREATE TABLE box.message (
    id uuid NOT NULL,
    seq bigint NOT NULL,
    type text NOT NULL,
    version int NOT NULL,
    source text NOT NULL,
    interface text,
    body bytea NOT NULL,
    count int NOT NULL CHECK (count >= 0),
    business_key text,
    duplicate_key text,
    causation_id uuid,
    conversation_id text NOT NULL,
    correlation_id text,
    trace_parent text,
    priority smallint NOT NULL,
    received_at timestamptz NOT NULL,
    translated_at timestamptz,
    accepted_at timestamptz NOT NULL,
    expires_at timestamptz,
    mapping text,
    keys text NOT NULL,
    PRIMARY KEY (id)
) PARTITION BY RANGE (id);
CREATE TABLE box.message_other PARTITION OF box.message DEFAULT;

-- The hot table: unfinished deliveries only, so that its indexes stay small however many messages are kept.
CREATE TABLE box.delivery (
    message_id uuid NOT NULL,
    subscriber text NOT NULL,
    seq bigint NOT NULL,
    message_type text NOT NULL,
    priority smallint NOT NULL,
    order_key text,
    state smallint NOT NULL,
    attempts int NOT NULL DEFAULT 0,
    base_attempts int NOT NULL DEFAULT 0,
    due_at timestamptz,
    expires_at timestamptz,
    node text,
    claimed_at timestamptz,
    lease_until timestamptz,
    failure text,
    fingerprint text,
    edited boolean NOT NULL DEFAULT false,
    accepted_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    count int NOT NULL,
    PRIMARY KEY (message_id, subscriber),
    CONSTRAINT unfinished_only CHECK (state BETWEEN 0 AND 5),
    CONSTRAINT waiting_has_key CHECK (state <> 1 OR order_key IS NOT NULL),
    CONSTRAINT claimed_has_owner CHECK (state <> 2 OR (node IS NOT NULL AND claimed_at IS NOT NULL AND attempts > base_attempts)),
    CONSTRAINT only_claimed_has_lease CHECK ((state = 2) = (lease_until IS NOT NULL)),
    CONSTRAINT later_has_due_time CHECK ((state IN (3, 4)) = (due_at IS NOT NULL)),
    CONSTRAINT parked_has_failure CHECK ((state = 5) = (fingerprint IS NOT NULL) AND (state <> 5 OR failure IS NOT NULL)),
    CONSTRAINT attempts_count CHECK (attempts >= base_attempts AND base_attempts >= 0)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0, autovacuum_analyze_scale_factor = 0.2);

-- By type, because a circuit is open per type: the ready rows of that type are never scanned.
CREATE INDEX delivery_ready ON box.delivery (subscriber, message_type, priority, seq) WHERE state = 0;
CREATE INDEX delivery_key ON box.delivery (subscriber, order_key, seq) WHERE order_key IS NOT NULL AND state IN (0, 1, 2, 3);
-- Apart, so that a key with many parked ones is not scanned where the endpoint lets others pass.
CREATE INDEX delivery_key_parked ON box.delivery (subscriber, order_key, seq) WHERE order_key IS NOT NULL AND state = 5;
-- One at a time per key, whatever the races.
CREATE UNIQUE INDEX delivery_one_claimed ON box.delivery (subscriber, order_key) WHERE order_key IS NOT NULL AND state = 2;
CREATE INDEX delivery_due ON box.delivery (due_at) WHERE state IN (3, 4);
CREATE INDEX delivery_lease ON box.delivery (lease_until) WHERE state = 2;
CREATE INDEX delivery_waiting ON box.delivery (subscriber, order_key) WHERE state = 1;
CREATE INDEX delivery_parked ON box.delivery (subscriber, fingerprint, seq) WHERE state = 5;
CREATE INDEX delivery_expires ON box.delivery (expires_at) WHERE expires_at IS NOT NULL AND state IN (0, 1, 3, 4);

CREATE TABLE box.delivery_history (
    message_id uuid NOT NULL,
    subscriber text NOT NULL,
    seq bigint NOT NULL,
    message_type text NOT NULL,
    priority smallint NOT NULL,
    order_key text,
    state smallint NOT NULL,
    attempts int NOT NULL,
    node text,
    claimed_at timestamptz,
    ended_at timestamptz NOT NULL,
    failure text,
    edited boolean NOT NULL,
    accepted_at timestamptz NOT NULL,
    count int NOT NULL,
    PRIMARY KEY (message_id, subscriber),
    CONSTRAINT finished_only CHECK (state BETWEEN 6 AND 8)
) PARTITION BY RANGE (message_id);
CREATE TABLE box.delivery_history_other PARTITION OF box.delivery_history DEFAULT;

CREATE TABLE box.payload (
    message_id uuid NOT NULL,
    subscriber text,
    attempt int NOT NULL,
    kind smallint NOT NULL,
    bytes bytea NOT NULL,
    content_type text NOT NULL,
    origin text,
    headers text,
    stored_at timestamptz NOT NULL,
    position smallint NOT NULL
) PARTITION BY RANGE (message_id);
CREATE INDEX payload_message ON box.payload (message_id);
CREATE TABLE box.payload_other PARTITION OF box.payload DEFAULT;

CREATE TABLE box.search_key (
    value text NOT NULL,
    message_id uuid NOT NULL,
    kind text NOT NULL
) PARTITION BY RANGE (message_id);
CREATE INDEX search_key_value ON box.search_key (value, message_id);
CREATE TABLE box.search_key_other PARTITION OF box.search_key DEFAULT;

-- Failed and given-up attempts; the good first one is told by the delivery itself.
CREATE TABLE box.attempt (
    message_id uuid NOT NULL,
    subscriber text NOT NULL,
    number int NOT NULL,
    started_at timestamptz NOT NULL,
    ended_at timestamptz NOT NULL,
    outcome text NOT NULL,
    failure text,
    node text
) PARTITION BY RANGE (message_id);
CREATE INDEX attempt_message ON box.attempt (message_id);
CREATE TABLE box.attempt_other PARTITION OF box.attempt DEFAULT;

-- Hashes of (source, interface, key) and of the content: 48 bytes a message, dropped by the month.
CREATE TABLE box.duplicate_key (
    key_hash uuid NOT NULL,
    month date NOT NULL,
    content_hash uuid NOT NULL,
    message_id uuid NOT NULL,
    PRIMARY KEY (key_hash, month)
) PARTITION BY RANGE (month);
CREATE TABLE box.duplicate_key_other PARTITION OF box.duplicate_key DEFAULT;

CREATE TABLE box.audit (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    actor text NOT NULL,
    via text NOT NULL,
    action text NOT NULL,
    target text NOT NULL,
    message_id uuid,
    detail text
);
CREATE INDEX audit_at ON box.audit (at);
CREATE INDEX audit_message ON box.audit (message_id) WHERE message_id IS NOT NULL;

CREATE TABLE box.endpoint_state (
    endpoint text PRIMARY KEY,
    paused boolean NOT NULL DEFAULT false,
    pause_reason text,
    skip_parked boolean NOT NULL DEFAULT false
);

CREATE TABLE box.circuit (
    endpoint text NOT NULL,
    message_type text NOT NULL,
    status smallint NOT NULL CHECK (status IN (0, 1)),
    opened_at timestamptz,
    probe_at timestamptz,
    failures int NOT NULL,
    reason text,
    PRIMARY KEY (endpoint, message_type)
);

CREATE TABLE box.transfer (
    id uuid PRIMARY KEY,
    interface text NOT NULL,
    direction smallint NOT NULL,
    file_name text NOT NULL,
    size bigint NOT NULL,
    modified_at timestamptz,
    state smallint NOT NULL,
    node text,
    lease_until timestamptz,
    started_at timestamptz NOT NULL,
    ended_at timestamptz,
    sha256 text,
    hash_seq bigint,
    expected_records bigint,
    line bigint NOT NULL DEFAULT 0,
    byte_offset bigint NOT NULL DEFAULT 0,
    accepted bigint NOT NULL DEFAULT 0,
    duplicates bigint NOT NULL DEFAULT 0,
    rejected bigint NOT NULL DEFAULT 0,
    failure text,
    CONSTRAINT one_per_file UNIQUE NULLS NOT DISTINCT (interface, direction, file_name, size, modified_at),
    CONSTRAINT known_state CHECK (state BETWEEN 0 AND 4),
    CONSTRAINT ended_has_time CHECK ((state = 0) = (ended_at IS NULL)),
    CONSTRAINT owned_has_lease CHECK ((node IS NULL) = (lease_until IS NULL))
);
CREATE INDEX transfer_hash ON box.transfer (interface, sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX transfer_started ON box.transfer (started_at);

-- By the transfer's day; transfer ids are version 7, too.
CREATE TABLE box.transfer_reject (
    transfer_id uuid NOT NULL,
    line bigint NOT NULL,
    failure text NOT NULL,
    source text NOT NULL
) PARTITION BY RANGE (transfer_id);
CREATE INDEX transfer_reject_line ON box.transfer_reject (transfer_id, line);
CREATE TABLE box.transfer_reject_other PARTITION OF box.transfer_reject DEFAULT;

CREATE TABLE box.number_sequence (
    name text PRIMARY KEY,
    value bigint NOT NULL
);

-- lz4 compresses big bodies several times faster than the default; servers built without it keep the default.
DO $$
BEGIN
    ALTER TABLE box.message ALTER COLUMN body SET COMPRESSION lz4;
    ALTER TABLE box.message_other ALTER COLUMN body SET COMPRESSION lz4;
    ALTER TABLE box.payload ALTER COLUMN bytes SET COMPRESSION lz4;
    ALTER TABLE box.payload_other ALTER COLUMN bytes SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN NULL;
END $$;
