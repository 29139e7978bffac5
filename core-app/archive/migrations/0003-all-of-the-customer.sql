-- What resource management reported last (RES-4): compared with circuit, never taken by itself.
CREATE TABLE {t}circuit_report (
  circuit_no text NOT NULL,
  resource_id text,
  customer_no text,
  service_no text,
  state text,
  bandwidth_kbps bigint,
  a_end {json},
  z_end {json},
  route {json},
  report_at {instant} NOT NULL,
  report_sequence bigint NOT NULL,
  report_line bigint NOT NULL,
  report_message {uuid} NOT NULL,
  report_source text,
  report_authority smallint,
  PRIMARY KEY (circuit_no)
);
CREATE INDEX archive_circuit_report_at ON {t}circuit_report (report_at);

-- What a service used; whose it is follows from its account.
CREATE TABLE {t}usage_summary (
  service_no text NOT NULL,
  from_day {date} NOT NULL,
  to_day {date} NOT NULL,
  account_no text NOT NULL,
  service_key text,
  customer_no text,
  charge_fen bigint,
  currency text,
  items {json},
  usage_at {instant} NOT NULL,
  usage_sequence bigint NOT NULL,
  usage_line bigint NOT NULL,
  usage_message {uuid} NOT NULL,
  usage_source text,
  usage_authority smallint,
  PRIMARY KEY (service_no, from_day, to_day, account_no)
);
CREATE INDEX archive_usage_summary_account ON {t}usage_summary (account_no, to_day DESC);
CREATE INDEX archive_usage_summary_service ON {t}usage_summary (service_key, to_day DESC);

-- The money came in (payment), and billing posted it (posting).
CREATE TABLE {t}payment (
  payment_no text NOT NULL,
  account_no text,
  bill_no text,
  amount_fen bigint,
  currency text,
  channel text,
  paid_at {instant},
  payer_name text,
  payer_account text,
  remittance_text text,
  payment_at {instant},
  payment_sequence bigint,
  payment_line bigint,
  payment_message {uuid},
  payment_source text,
  payment_authority smallint,
  posting text,
  posted_account_no text,
  posted_bill_no text,
  posted_fen bigint,
  posting_code text,
  posting_reason text,
  posting_at {instant},
  posting_sequence bigint,
  posting_line bigint,
  posting_message {uuid},
  posting_source text,
  posting_authority smallint,
  PRIMARY KEY (payment_no)
);
CREATE INDEX archive_payment_account ON {t}payment (account_no, paid_at DESC);

CREATE TABLE {t}direct_debit (
  debit_no text NOT NULL,
  account_no text,
  bill_no text,
  amount_fen bigint,
  currency text,
  collect_on {date},
  ordered_at {instant},
  ordered_sequence bigint,
  ordered_line bigint,
  ordered_message {uuid},
  ordered_source text,
  ordered_authority smallint,
  state text,
  settled_fen bigint,
  bank_reference text,
  reason_code text,
  reason text,
  result_at {instant},
  result_sequence bigint,
  result_line bigint,
  result_message {uuid},
  result_source text,
  result_authority smallint,
  PRIMARY KEY (debit_no)
);
CREATE INDEX archive_direct_debit_account ON {t}direct_debit (account_no);

CREATE TABLE {t}account_balance (
  account_no text NOT NULL,
  customer_no text,
  balance_fen bigint,
  currency text,
  balance_at {instant},
  balance_sequence bigint,
  balance_line bigint,
  balance_message {uuid},
  balance_source text,
  balance_authority smallint,
  credit_customer_no text,
  limit_fen bigint,
  used_fen bigint,
  credit_at {instant},
  credit_sequence bigint,
  credit_line bigint,
  credit_message {uuid},
  credit_source text,
  credit_authority smallint,
  PRIMARY KEY (account_no)
);

-- bill_no is empty where billing speaks of the account as a whole.
CREATE TABLE {t}overdue (
  account_no text NOT NULL,
  bill_no text NOT NULL,
  customer_no text,
  arrears_fen bigint,
  currency text,
  due_date {date},
  overdue_at {instant} NOT NULL,
  overdue_sequence bigint NOT NULL,
  overdue_line bigint NOT NULL,
  overdue_message {uuid} NOT NULL,
  overdue_source text,
  overdue_authority smallint,
  PRIMARY KEY (account_no, bill_no)
);

CREATE TABLE {t}agreement (
  agreement_no text NOT NULL,
  customer_no text,
  type text,
  status text,
  starts_on {date},
  ends_on {date},
  amount_fen bigint,
  currency text,
  discount_policy text,
  sla text,
  documents {json},
  agreement_at {instant} NOT NULL,
  agreement_sequence bigint NOT NULL,
  agreement_line bigint NOT NULL,
  agreement_message {uuid} NOT NULL,
  agreement_source text,
  agreement_authority smallint,
  PRIMARY KEY (agreement_no)
);
CREATE INDEX archive_agreement_customer ON {t}agreement (customer_no);

CREATE TABLE {t}product_order (
  order_no text NOT NULL,
  customer_no text,
  name text,
  org_unit text,
  manager_id text,
  manager_name text,
  parent_order_no text,
  ordered_at {instant},
  requested_on {date},
  items {json},
  placed_at {instant},
  placed_sequence bigint,
  placed_line bigint,
  placed_message {uuid},
  placed_source text,
  placed_authority smallint,
  progress_customer_no text,
  state text,
  expected_at {instant},
  reason text,
  progress_at {instant},
  progress_sequence bigint,
  progress_line bigint,
  progress_message {uuid},
  progress_source text,
  progress_authority smallint,
  PRIMARY KEY (order_no)
);
CREATE INDEX archive_product_order_customer ON {t}product_order (customer_no, ordered_at DESC);

-- item_no is empty for a step of the whole order.
CREATE TABLE {t}milestone (
  order_no text NOT NULL,
  item_no text NOT NULL,
  name text NOT NULL,
  customer_no text,
  state text,
  owner text,
  started_at {instant},
  due_at {instant},
  ended_at {instant},
  note text,
  step_at {instant} NOT NULL,
  step_sequence bigint NOT NULL,
  step_line bigint NOT NULL,
  step_message {uuid} NOT NULL,
  step_source text,
  step_authority smallint,
  PRIMARY KEY (order_no, item_no, name)
);

CREATE TABLE {t}interaction (
  interaction_id text NOT NULL,
  customer_no text,
  kind text,
  took_place_at {instant},
  staff_id text,
  staff_name text,
  contact_name text,
  phone text,
  content text,
  next_step text,
  score bigint,
  interaction_at {instant} NOT NULL,
  interaction_sequence bigint NOT NULL,
  interaction_line bigint NOT NULL,
  interaction_message {uuid} NOT NULL,
  interaction_source text,
  interaction_authority smallint,
  PRIMARY KEY (interaction_id)
);
CREATE INDEX archive_interaction_customer ON {t}interaction (customer_no, took_place_at DESC);

CREATE TABLE {t}outage (
  outage_id text NOT NULL,
  kind text,
  circuit_no text,
  service_no text,
  cause text,
  starts_at {instant},
  ends_at {instant},
  began_at {instant},
  began_sequence bigint,
  began_line bigint,
  began_message {uuid},
  began_source text,
  began_authority smallint,
  repaired_circuit_no text,
  solution text,
  repaired_at {instant},
  repaired_sequence bigint,
  repaired_line bigint,
  repaired_message {uuid},
  repaired_source text,
  repaired_authority smallint,
  PRIMARY KEY (outage_id)
);
CREATE INDEX archive_outage_circuit ON {t}outage (circuit_no);
