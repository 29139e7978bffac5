-- Counts that nodes add up: what happened per interface in a minute (kept for a day or so) and in an hour (kept for 13 months).
CREATE TABLE {t}figure (
  step text NOT NULL CHECK (step IN ('minute', 'hour')),
  at {instant} NOT NULL,
  interface text NOT NULL,
  measure text NOT NULL,
  value bigint NOT NULL,
  PRIMARY KEY (step, at, interface, measure)
);

-- Receivers run on every node, and each node knows its own alone.
CREATE TABLE {t}receiver (
  node text NOT NULL,
  interface text NOT NULL,
  up bigint NOT NULL CHECK (up IN (0, 1)),
  since {instant} NOT NULL,
  error text,
  seen_at {instant} NOT NULL,
  PRIMARY KEY (node, interface)
);

-- Work that one node does for all.
CREATE TABLE {t}turn (
  name text PRIMARY KEY,
  node text NOT NULL,
  until {instant} NOT NULL
);

-- Rules as people have changed them; what nobody changed stands in the program.
CREATE TABLE {t}alert_rule (
  code text PRIMARY KEY,
  enabled bigint NOT NULL CHECK (enabled IN (0, 1)),
  severity text NOT NULL,
  threshold bigint NOT NULL,
  for_ms bigint NOT NULL,
  interfaces text NOT NULL,
  version bigint NOT NULL,
  changed_by text NOT NULL,
  changed_at {instant} NOT NULL
);

CREATE TABLE {t}alert (
  id text PRIMARY KEY,
  rule text NOT NULL,
  subject text NOT NULL,
  system text,
  severity text NOT NULL,
  words text NOT NULL,
  raised_at {instant} NOT NULL,
  ended_at {instant},
  told_at {instant},
  acknowledged_by text,
  acknowledged_at {instant},
  note text
);
-- One cause, one alert, whoever sees it first.
CREATE UNIQUE INDEX operations_alert_standing ON {t}alert (rule, subject) WHERE ended_at IS NULL;
CREATE INDEX operations_alert_raised ON {t}alert (raised_at);

CREATE TABLE {t}silence (
  rule text NOT NULL,
  subject text NOT NULL,
  until {instant} NOT NULL,
  by_whom text NOT NULL,
  reason text NOT NULL,
  at {instant} NOT NULL,
  PRIMARY KEY (rule, subject)
);

-- What is to be told to whom; kept until it is told.
CREATE TABLE {t}notice (
  alert text NOT NULL,
  what text NOT NULL CHECK (what IN ('raised', 'ended')),
  route text NOT NULL,
  attempts bigint NOT NULL,
  due_at {instant} NOT NULL,
  told_at {instant},
  error text,
  PRIMARY KEY (alert, what, route)
);
CREATE INDEX operations_notice_due ON {t}notice (due_at) WHERE told_at IS NULL;
