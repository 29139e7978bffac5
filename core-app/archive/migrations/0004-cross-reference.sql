-- Whom another system means. A party is a customer number as a system said it; facts keep their party for ever, and root_no says which customer
-- it belongs to now. So a merge is one link, its undoing takes the link away, and no fact is ever rewritten.
CREATE TABLE {t}party (
  party_no text PRIMARY KEY,
  root_no text NOT NULL,
  name text,
  name_key text,
  address_key text,
  named_at {instant},
  -- 1: its own record has arrived.
  known bigint
);
CREATE INDEX archive_party_root ON {t}party (root_no);
CREATE INDEX archive_party_name ON {t}party (name_key) WHERE name_key IS NOT NULL;
CREATE INDEX archive_party_address ON {t}party (address_key) WHERE address_key IS NOT NULL;
INSERT INTO {t}party (party_no, root_no, name, named_at, known) SELECT customer_no, customer_no, name, profile_at, 1 FROM {t}customer;

-- What a system calls a customer, an account or a circuit, and whose it says that is. Services are known by their number: product, service_key.
CREATE TABLE {t}identity (
  system text NOT NULL,
  kind text NOT NULL,
  external_id text NOT NULL,
  party_no text NOT NULL,
  said_at {instant} NOT NULL,
  source text NOT NULL,
  message text NOT NULL,
  -- The number first: whatever the planner knows of a young table, it never takes "all accounts" for a few rows.
  PRIMARY KEY (external_id, kind, system)
);
CREATE INDEX archive_identity_party ON {t}identity (party_no);

-- Which party was joined to which, by what, and what was undone: kept for ever.
CREATE TABLE {t}party_link (
  link_id text PRIMARY KEY,
  party_no text NOT NULL,
  into_no text NOT NULL,
  cause text NOT NULL,
  actor text NOT NULL,
  made_at {instant} NOT NULL,
  undone_by text,
  undone_at {instant},
  undone_because text
);
CREATE UNIQUE INDEX archive_party_link_active ON {t}party_link (party_no) WHERE undone_at IS NULL;
CREATE INDEX archive_party_link_into ON {t}party_link (into_no) WHERE undone_at IS NULL;

-- Two records that may be one customer: a person decides.
CREATE TABLE {t}party_match (
  match_id text PRIMARY KEY,
  party_no text NOT NULL,
  other_no text NOT NULL,
  reason text NOT NULL,
  evidence text NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'confirmed', 'rejected', 'settled')),
  found_at {instant} NOT NULL,
  decided_by text,
  decided_at {instant},
  note text,
  UNIQUE (party_no, other_no)
);
CREATE INDEX archive_party_match_open ON {t}party_match (state, found_at);

-- Where another system says otherwise than the master.
CREATE TABLE {t}difference (
  entity text NOT NULL,
  entity_key text NOT NULL,
  attribute text NOT NULL,
  system text NOT NULL,
  customer_no text,
  ours text,
  ours_source text,
  ours_message text,
  ours_at {instant},
  theirs text,
  theirs_source text,
  theirs_message text,
  theirs_at {instant} NOT NULL,
  first_seen {instant} NOT NULL,
  last_seen {instant} NOT NULL,
  seen bigint NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'accepted', 'ignored', 'closed')),
  decided_by text,
  decided_at {instant},
  note text,
  PRIMARY KEY (entity, entity_key, attribute, system)
);
CREATE INDEX archive_difference_open ON {t}difference (last_seen) WHERE state = 'open';
CREATE INDEX archive_difference_customer ON {t}difference (customer_no);
