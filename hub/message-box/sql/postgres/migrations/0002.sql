-- A delivery in flight keeps the mapping and the operation it was accepted under, and knows whether an attempt may have reached the other side.
ALTER TABLE box.delivery ADD COLUMN mapping text, ADD COLUMN operation text, ADD COLUMN in_doubt boolean NOT NULL DEFAULT false;
ALTER TABLE box.delivery_history ADD COLUMN mapping text, ADD COLUMN operation text;

-- Nonces and the like, shared by all nodes until they expire.
CREATE TABLE box.used_once (
    key_hash uuid PRIMARY KEY,
    expires_at timestamptz NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_cost_delay = 0);
CREATE INDEX used_once_expires ON box.used_once (expires_at);
