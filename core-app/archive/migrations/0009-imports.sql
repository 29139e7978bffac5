-- Files of customers that people hand in: looked at first, then done as they were looked at, row by row. All of it stands here, so that it goes on
-- when the page is left or the node dies; what was handed in goes when its time is over.
CREATE TABLE {t}customer_import (
  import_id text PRIMARY KEY,
  who text NOT NULL,
  request_id text NOT NULL,
  file_name text NOT NULL,
  -- How the file was read, its headings and what was wrong how often: JSON.
  about text NOT NULL,
  state text NOT NULL CHECK (state IN ('checked', 'running', 'stopped', 'done')),
  -- yes: rows that may be somebody else's record are done too.
  doubtful text NOT NULL CHECK (doubtful IN ('yes', 'no')),
  uploaded_at {instant} NOT NULL,
  started_at {instant},
  ended_at {instant},
  stopped_because text,
  expires_at {instant} NOT NULL,
  UNIQUE (who, request_id)
);
CREATE INDEX archive_customer_import_running ON {t}customer_import (uploaded_at) WHERE state = 'running';

CREATE TABLE {t}customer_import_row (
  import_id text NOT NULL,
  line bigint NOT NULL,
  state text NOT NULL CHECK (state IN ('new', 'changed', 'unchanged', 'wrong', 'made', 'edited', 'refused')),
  doubt text NOT NULL CHECK (doubt IN ('yes', 'no')),
  customer_no text,
  name text,
  cells text NOT NULL,
  -- The record as it is to be, and the tag of the one that it was made from.
  wanted text,
  tag text,
  changes text NOT NULL,
  problems text NOT NULL,
  -- field:code of each problem, with blanks around.
  codes text NOT NULL,
  PRIMARY KEY (import_id, line)
);
CREATE INDEX archive_customer_import_row_open ON {t}customer_import_row (import_id, line) WHERE state IN ('new', 'changed');
