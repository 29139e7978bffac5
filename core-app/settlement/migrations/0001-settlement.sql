-- Accounts whose bills another account pays (一点收费), as their profiles tell.
CREATE TABLE {t}member (
  account_no text PRIMARY KEY,
  paying_account_no text NOT NULL,
  basis_points bigint NOT NULL CHECK (basis_points BETWEEN 0 AND 10000),
  told_by text NOT NULL,
  at {instant} NOT NULL
);
CREATE INDEX settlement_member_paying ON {t}member (paying_account_no);

-- Who gets which share of the income of a paying account's one bill.
CREATE TABLE {t}claim (
  paying_account_no text NOT NULL,
  org_unit text NOT NULL,
  basis_points bigint NOT NULL,
  PRIMARY KEY (paying_account_no, org_unit)
);
CREATE TABLE {t}payer (
  paying_account_no text PRIMARY KEY,
  at {instant} NOT NULL
);

-- Bills that provinces have handed in, each once, in its newest state.
CREATE TABLE {t}contribution (
  org_unit text NOT NULL,
  bill_no text NOT NULL,
  paying_account_no text NOT NULL,
  period text NOT NULL,
  account_no text NOT NULL,
  fen bigint NOT NULL,
  at {instant} NOT NULL,
  message {uuid} NOT NULL,
  PRIMARY KEY (org_unit, bill_no)
);
CREATE INDEX settlement_contribution_period ON {t}contribution (paying_account_no, period);

-- The one bill of a paying account and period.
CREATE TABLE {t}one_bill (
  paying_account_no text NOT NULL,
  period text NOT NULL,
  bill_no text NOT NULL UNIQUE,
  fen bigint NOT NULL,
  -- Grows with each calculation: what came later is calculated under the next.
  revision bigint NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'settled', 'no-claims')),
  changed_at {instant} NOT NULL,
  PRIMARY KEY (paying_account_no, period)
);

-- Shares: calculated here (group), or told by the group (province).
CREATE TABLE {t}share (
  bill_no text NOT NULL,
  org_unit text NOT NULL,
  period text NOT NULL,
  basis_points bigint NOT NULL,
  fen bigint NOT NULL,
  bill_fen bigint NOT NULL,
  at {instant} NOT NULL,
  PRIMARY KEY (bill_no, org_unit)
);
