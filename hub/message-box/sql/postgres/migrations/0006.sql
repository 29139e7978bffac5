-- The text index: which messages have which pairs and triples of characters, made behind the traffic (decision 0170).
-- Payloads get a number, as messages have one, so that the maker of the index can follow them; those of before have none and are read with their messages.
CREATE SEQUENCE box.payload_seq;
ALTER TABLE box.payload ADD COLUMN seq bigint;
-- Rows lie nearly in the order of their numbers: such an index costs nothing to keep.
CREATE INDEX message_seq_range ON box.message USING brin (seq) WITH (pages_per_range = 32, autosummarize = on);
CREATE INDEX payload_seq_range ON box.payload USING brin (seq) WITH (pages_per_range = 32, autosummarize = on);

-- A segment is named by its lowest message id, whose day it goes with, and by its number.
CREATE TABLE box.text_segment (
    first_id uuid NOT NULL,
    number bigint NOT NULL,
    last_id uuid NOT NULL,
    documents int NOT NULL,
    bits smallint NOT NULL,
    bytes bigint NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (first_id, number)
) PARTITION BY RANGE (first_id);
CREATE TABLE box.text_segment_other PARTITION OF box.text_segment DEFAULT;

-- Pages fit into their row: nearly all are read without a detour.
CREATE TABLE box.text_page (
    first_id uuid NOT NULL,
    number bigint NOT NULL,
    page int NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (first_id, number, page)
) PARTITION BY RANGE (first_id);
ALTER TABLE box.text_page ALTER COLUMN bytes SET STORAGE EXTERNAL;
CREATE TABLE box.text_page_other PARTITION OF box.text_page DEFAULT;

-- One row: up to which message and payload the index reaches, and who makes it.
CREATE TABLE box.text_position (
    one int PRIMARY KEY CHECK (one = 1),
    message bigint NOT NULL,
    payload bigint NOT NULL,
    segments bigint NOT NULL,
    reached_at timestamptz,
    node text,
    lease_until timestamptz
);
INSERT INTO box.text_position (one, message, payload, segments) VALUES (1, 0, 0, 0);
