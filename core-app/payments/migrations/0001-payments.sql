-- What has been said about each movement of money. A fact that is said again (same subject, kind and content) is the same fact.
CREATE TABLE {t}fact (
  subject text NOT NULL,
  kind text NOT NULL,
  content text NOT NULL,
  fen bigint NOT NULL,
  currency text NOT NULL,
  day {date} NOT NULL,
  bank text,
  account_no text,
  bill_no text,
  code text,
  words text,
  at {instant} NOT NULL,
  message {uuid} NOT NULL,
  sequence bigint NOT NULL,
  line bigint NOT NULL,
  PRIMARY KEY (subject, kind, content)
);

-- Where a movement stands: always what its facts make of it.
CREATE TABLE {t}movement (
  subject text PRIMARY KEY,
  payment_no text NOT NULL UNIQUE,
  bank text,
  account_no text,
  bill_no text,
  fen bigint NOT NULL,
  currency text NOT NULL,
  money_day {date},
  state text NOT NULL CHECK (state IN ('instructed', 'settled', 'failed', 'received', 'unknown')),
  booked bigint NOT NULL CHECK (booked IN (0, 1)),
  posting text CHECK (posting IN ('ordered', 'posted', 'rejected')),
  changed_at {instant} NOT NULL
);
CREATE INDEX payments_movement_unbooked ON {t}movement (bank, money_day) WHERE booked = 0;
CREATE INDEX payments_movement_account ON {t}movement (account_no);

CREATE TABLE {t}statement (
  bank text NOT NULL,
  statement_no text NOT NULL,
  account text NOT NULL,
  from_day {date} NOT NULL,
  to_day {date} NOT NULL,
  opening_fen bigint NOT NULL,
  closing_fen bigint NOT NULL,
  entries bigint NOT NULL,
  entries_fen bigint NOT NULL,
  currency text NOT NULL,
  content text NOT NULL,
  other_content text,
  message {uuid} NOT NULL,
  PRIMARY KEY (bank, statement_no)
);
CREATE INDEX payments_statement_days ON {t}statement (bank, account, to_day);

-- What does not agree. Opened and closed by what the facts say; explained and closed by people.
CREATE TABLE {t}difference (
  no bigint PRIMARY KEY,
  subject text NOT NULL,
  kind text NOT NULL,
  bank text,
  state text NOT NULL CHECK (state IN ('open', 'explained', 'closed')),
  ours_fen bigint,
  theirs_fen bigint,
  words text NOT NULL,
  day {date},
  opened_at {instant} NOT NULL,
  changed_at {instant} NOT NULL,
  message {uuid} NOT NULL,
  UNIQUE (subject, kind)
);
CREATE INDEX payments_difference_state ON {t}difference (state, no);

CREATE TABLE {t}difference_event (
  no bigint NOT NULL,
  at {instant} NOT NULL,
  what text NOT NULL,
  who text NOT NULL,
  words text NOT NULL
);
CREATE INDEX payments_difference_event_no ON {t}difference_event (no);
