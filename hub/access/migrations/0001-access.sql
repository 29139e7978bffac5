-- Who may see and do what. Units are a tree by their codes: cn.zj.hz stands below cn.zj.
CREATE TABLE {t}org_unit (
  code text PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('group', 'province', 'city')),
  name_zh text NOT NULL,
  name_en text NOT NULL
);

CREATE TABLE {t}person (
  name text PRIMARY KEY,
  staff_id text NOT NULL UNIQUE,
  display_name text NOT NULL,
  org_unit text NOT NULL,
  superior text,
  roles text NOT NULL,
  reach text NOT NULL CHECK (reach IN ('own', 'team', 'unit')),
  language text NOT NULL CHECK (language IN ('zh', 'en')),
  password_hash text NOT NULL,
  password_at {instant} NOT NULL,
  must_change bigint NOT NULL CHECK (must_change IN (0, 1)),
  failed bigint NOT NULL,
  locked_until {instant},
  lock_reason text,
  last_sign_in_at {instant},
  created_at {instant} NOT NULL
);
CREATE INDEX access_person_superior ON {t}person (superior);

-- Hashes of passwords that were used before.
CREATE TABLE {t}password_before (
  name text NOT NULL,
  at {instant} NOT NULL,
  hash text NOT NULL
);
CREATE INDEX access_password_before_name ON {t}password_before (name, at);

-- Only a hash of the cookie stands here: whoever reads the table cannot sign in with it.
CREATE TABLE {t}session (
  id_hash text PRIMARY KEY,
  name text NOT NULL,
  token text NOT NULL,
  created_at {instant} NOT NULL,
  seen_at {instant} NOT NULL
);
CREATE INDEX access_session_name ON {t}session (name);

-- Append-only: triggers refuse to change or delete a row.
CREATE TABLE {t}audit (
  id text PRIMARY KEY,
  at {instant} NOT NULL,
  who text NOT NULL,
  what text NOT NULL,
  on_what text NOT NULL,
  before text,
  after text,
  origin text NOT NULL
);
CREATE INDEX access_audit_who ON {t}audit (who, id);
CREATE INDEX access_audit_on ON {t}audit (on_what, id);
CREATE INDEX access_audit_what ON {t}audit (what, id);

CREATE TABLE {t}saved_view (
  person text NOT NULL,
  page text NOT NULL,
  name text NOT NULL,
  query text NOT NULL,
  columns text NOT NULL,
  saved_at {instant} NOT NULL,
  PRIMARY KEY (person, page, name)
);
