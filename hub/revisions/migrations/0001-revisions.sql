-- Mapping files and code tables that people changed while the hub runs. A revision is never changed; what stands is the one that is active.
CREATE TABLE {t}revision (
  revision bigint PRIMARY KEY,
  request_id text NOT NULL UNIQUE,
  -- Within the folder of mappings, with /.
  path text NOT NULL,
  text text NOT NULL,
  -- SHA-256 of the file that it stands in for; empty: there was none. A file that changes since is newer, and the revision stands back.
  base text NOT NULL,
  state text NOT NULL CHECK (state IN ('active', 'replaced', 'back', 'refused')),
  reason text NOT NULL,
  made_by text NOT NULL,
  made_at {instant} NOT NULL,
  ended_by text,
  ended_at {instant},
  ended_because text,
  CHECK ((state = 'active') = (ended_at IS NULL))
);
CREATE UNIQUE INDEX revisions_one_active ON {t}revision (path) WHERE state = 'active';
CREATE INDEX revisions_of_path ON {t}revision (path, revision DESC);

-- Whoever makes a revision takes its number here, one after another.
CREATE TABLE {t}counter (one bigint PRIMARY KEY CHECK (one = 1), last bigint NOT NULL);
INSERT INTO {t}counter (one, last) VALUES (1, 0);
