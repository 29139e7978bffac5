-- A delivery in flight keeps the mapping and the operation it was accepted under, and knows whether an attempt may have reached the other side.
ALTER TABLE box_delivery ADD COLUMN mapping TEXT;
ALTER TABLE box_delivery ADD COLUMN operation TEXT;
ALTER TABLE box_delivery ADD COLUMN in_doubt INTEGER NOT NULL DEFAULT 0;
ALTER TABLE box_delivery_history ADD COLUMN mapping TEXT;
ALTER TABLE box_delivery_history ADD COLUMN operation TEXT;

-- Nonces and the like, shared by all processes on this file until they expire.
CREATE TABLE box_used_once (
    key_hash BLOB PRIMARY KEY,
    expires_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX box_used_once_expires ON box_used_once (expires_at);
