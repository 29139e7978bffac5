-- The text index: which messages have which pairs and triples of characters, made behind the traffic (decision 0170).
-- One writer: rows are numbered by the database in the order of their commits, so the maker of the index follows those numbers.
CREATE TABLE box_text_segment (
    first_id BLOB NOT NULL,
    number INTEGER NOT NULL,
    last_id BLOB NOT NULL,
    documents INTEGER NOT NULL,
    bits INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    made_at INTEGER NOT NULL,
    PRIMARY KEY (first_id, number)
) WITHOUT ROWID;

CREATE TABLE box_text_page (
    first_id BLOB NOT NULL,
    number INTEGER NOT NULL,
    page INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (first_id, number, page)
);

CREATE TABLE box_text_position (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    message INTEGER NOT NULL,
    payload INTEGER NOT NULL,
    segments INTEGER NOT NULL,
    reached_at INTEGER,
    node TEXT,
    lease_until INTEGER
);
INSERT INTO box_text_position (one, message, payload, segments) VALUES (1, 0, 0, 0);
-- Numbers begin anew in an empty table; then the index does, too.
CREATE TRIGGER box_text_messages_gone AFTER DELETE ON box_message WHEN NOT EXISTS (SELECT 1 FROM box_message)
BEGIN UPDATE box_text_position SET message = 0; END;
CREATE TRIGGER box_text_payloads_gone AFTER DELETE ON box_payload WHEN NOT EXISTS (SELECT 1 FROM box_payload)
BEGIN UPDATE box_text_position SET payload = 0; END;
