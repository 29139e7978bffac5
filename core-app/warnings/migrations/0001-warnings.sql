-- Warnings 预警. One cause has one warning for ever: seen again, it counts; it is never raised a second time.
CREATE TABLE {t}warning (
  warning_no text PRIMARY KEY,
  cause text NOT NULL,
  rule text NOT NULL,
  kind text NOT NULL,
  severity text NOT NULL,
  state text NOT NULL,
  title_zh text NOT NULL,
  title_en text NOT NULL,
  -- What it saw: values with their thresholds, and the series behind them.
  saw text NOT NULL,
  customer_no text,
  customer_name text,
  service_level text,
  order_no text,
  org_unit text NOT NULL,
  manager_id text,
  owner_id text,
  raised_at {instant} NOT NULL,
  last_seen_at {instant} NOT NULL,
  seen bigint NOT NULL,
  due_at {instant},
  -- How often it was handed to the next one above.
  level bigint NOT NULL,
  muted_until {date},
  closed_at {instant},
  revision bigint NOT NULL,
  -- The message because of which it was raised, and its conversation.
  message text NOT NULL,
  conversation text NOT NULL
);
CREATE UNIQUE INDEX warnings_warning_cause ON {t}warning (cause);
CREATE INDEX warnings_warning_open ON {t}warning (org_unit, due_at) WHERE closed_at IS NULL;
CREATE INDEX warnings_warning_customer ON {t}warning (customer_no, raised_at DESC);
CREATE INDEX warnings_warning_raised ON {t}warning (raised_at DESC, warning_no DESC);

-- What was done about it, in order, for ever.
CREATE TABLE {t}log (
  warning_no text NOT NULL,
  number bigint NOT NULL,
  at {instant} NOT NULL,
  who text NOT NULL,
  what text NOT NULL,
  note text,
  message text,
  PRIMARY KEY (warning_no, number)
);

-- Complaints and faults of a customer, to see that they repeat. Forgotten after a year.
CREATE TABLE {t}trouble (
  customer_no text NOT NULL,
  trouble text NOT NULL,
  at {instant} NOT NULL,
  PRIMARY KEY (customer_no, trouble)
);

-- Rules as they were set here; those that nobody touched come with the program.
CREATE TABLE {t}rule (
  code text NOT NULL,
  version bigint NOT NULL,
  body text NOT NULL,
  set_by text NOT NULL,
  set_at {instant} NOT NULL,
  PRIMARY KEY (code, version)
);
