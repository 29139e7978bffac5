-- Columns of a facet F end with its lineage: F_at (when it happened), F_sequence and F_line (the message's place in the box),
-- F_message (the message itself). See Storage/ArchiveTable.cs.

CREATE TABLE {t}customer (
  customer_no text PRIMARY KEY,
  name text NOT NULL,
  short_name text,
  industry text,
  size text,
  address text,
  status text NOT NULL,
  service_level text NOT NULL,
  credit_class text,
  parent_customer_no text,
  org_unit text NOT NULL,
  manager_id text,
  manager_name text,
  manager_phone text,
  contacts {json} NOT NULL,
  special_days {json} NOT NULL,
  profile_at {instant} NOT NULL,
  profile_sequence bigint NOT NULL,
  profile_line bigint NOT NULL,
  profile_message {uuid} NOT NULL
);

-- A call from a contact's own phone must find the customer too. Rows are replaced with the customer's profile.
CREATE TABLE {t}contact_phone (
  customer_no text NOT NULL,
  phone_key text NOT NULL,
  contact_name text NOT NULL,
  PRIMARY KEY (customer_no, phone_key)
);
CREATE INDEX archive_contact_phone_key ON {t}contact_phone (phone_key);

CREATE TABLE {t}billing_account (
  account_no text PRIMARY KEY,
  customer_no text NOT NULL,
  name text NOT NULL,
  status text NOT NULL,
  detail {json} NOT NULL,
  profile_at {instant} NOT NULL,
  profile_sequence bigint NOT NULL,
  profile_line bigint NOT NULL,
  profile_message {uuid} NOT NULL
);
CREATE INDEX archive_billing_account_customer ON {t}billing_account (customer_no);

CREATE TABLE {t}product (
  customer_no text NOT NULL,
  service_no text NOT NULL,
  service_key text NOT NULL,
  status text NOT NULL,
  offering text,
  offering_name text,
  circuit_no text,
  circuit_key text,
  bandwidth_kbps bigint,
  a_end {json},
  z_end {json},
  started_on {date},
  ended_on {date},
  installed_sources {json} NOT NULL,
  installed_at {instant} NOT NULL,
  installed_sequence bigint NOT NULL,
  installed_line bigint NOT NULL,
  installed_message {uuid} NOT NULL,
  product_id text,
  account_no text,
  monthly_fen bigint,
  currency text,
  agreement_no text,
  profile_at {instant},
  profile_sequence bigint,
  profile_line bigint,
  profile_message {uuid},
  PRIMARY KEY (customer_no, service_no)
);
CREATE INDEX archive_product_service ON {t}product (service_key);
CREATE INDEX archive_product_circuit ON {t}product (circuit_key) WHERE circuit_key IS NOT NULL;

CREATE TABLE {t}circuit (
  circuit_no text PRIMARY KEY,
  customer_no text NOT NULL,
  service_no text NOT NULL,
  state text NOT NULL,
  bandwidth_kbps bigint,
  a_end {json},
  z_end {json},
  installed_sources {json} NOT NULL,
  installed_at {instant} NOT NULL,
  installed_sequence bigint NOT NULL,
  installed_line bigint NOT NULL,
  installed_message {uuid} NOT NULL
);
CREATE INDEX archive_circuit_customer ON {t}circuit (customer_no);

CREATE TABLE {t}customer_bill (
  bill_no text PRIMARY KEY,
  account_no text NOT NULL,
  customer_no text NOT NULL,
  period text NOT NULL,
  state text NOT NULL,
  due_fen bigint NOT NULL,
  paid_fen bigint NOT NULL,
  arrears_fen bigint NOT NULL,
  currency text NOT NULL,
  due_date {date},
  items {json} NOT NULL,
  bill_at {instant} NOT NULL,
  bill_sequence bigint NOT NULL,
  bill_line bigint NOT NULL,
  bill_message {uuid} NOT NULL
);
-- Ten million of them a month: one index besides the key, in the order in which the newest bill of a customer is asked for.
CREATE INDEX archive_customer_bill_customer ON {t}customer_bill (customer_no, period DESC, bill_at DESC);

CREATE TABLE {t}work_order (
  work_order_no text PRIMARY KEY,
  order_no text,
  type text,
  customer_no text,
  service_no text,
  offering text,
  circuit_no text,
  bandwidth_kbps bigint,
  a_end {json},
  z_end {json},
  due_at {instant},
  ordered_at {instant},
  ordered_sequence bigint,
  ordered_line bigint,
  ordered_message {uuid},
  state text,
  reported_order_no text,
  engineer text,
  note text,
  reason_code text,
  completed_at {instant},
  progress_at {instant},
  progress_rank bigint,
  progress_sequence bigint,
  progress_line bigint,
  progress_message {uuid}
);
CREATE INDEX archive_work_order_open ON {t}work_order (customer_no) WHERE state IS NULL OR state NOT IN ('completed', 'cancelled');

CREATE TABLE {t}trouble_ticket (
  ticket_no text PRIMARY KEY,
  kind text,
  severity text,
  customer_no text,
  service_no text,
  service_key text,
  description text,
  contact_name text,
  contact_phone text,
  reported_at {instant},
  report_at {instant},
  report_sequence bigint,
  report_line bigint,
  report_message {uuid},
  state text NOT NULL,
  promised_at {instant},
  solution text,
  satisfaction bigint,
  progress_at {instant} NOT NULL,
  progress_sequence bigint NOT NULL,
  progress_line bigint NOT NULL,
  progress_message {uuid} NOT NULL
);
CREATE INDEX archive_trouble_ticket_customer ON {t}trouble_ticket (customer_no) WHERE state NOT IN ('closed', 'cancelled', 'rejected', 'resolved');
CREATE INDEX archive_trouble_ticket_service ON {t}trouble_ticket (service_key) WHERE state NOT IN ('closed', 'cancelled', 'rejected', 'resolved');
