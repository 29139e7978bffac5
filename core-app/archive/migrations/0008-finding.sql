-- Finding customers by any part of their name, or of its pinyin initials: every two neighbouring characters (and each single one) of a name is a row,
-- those of initials begin with ~. Made from the profile, in its transaction; rows that are missing are made when the hub starts.
CREATE TABLE {t}customer_find (
  customer_no text PRIMARY KEY,
  -- Name and short name, letters and digits only, capitals, one | between.
  name_key text NOT NULL,
  -- Readings of both, one | between.
  initials text NOT NULL
);
CREATE TABLE {t}name_gram (
  gram text NOT NULL,
  customer_no text NOT NULL,
  PRIMARY KEY (gram, customer_no)
);
CREATE INDEX archive_name_gram_customer ON {t}name_gram (customer_no);

-- Beginnings of numbers and names.
CREATE INDEX archive_customer_begins ON {t}customer (customer_no {binary});
CREATE INDEX archive_contact_begins ON {t}contact (name {binary});
CREATE INDEX archive_contact_phone_begins ON {t}contact_phone (phone_key {binary});
CREATE INDEX archive_product_service_begins ON {t}product (service_key {binary});
CREATE INDEX archive_product_circuit_begins ON {t}product (circuit_key {binary}) WHERE circuit_key IS NOT NULL;
CREATE INDEX archive_billing_account_begins ON {t}billing_account (account_no {binary});
CREATE INDEX archive_product_order_begins ON {t}product_order (order_no {binary});

-- The pages of a customer.
CREATE INDEX archive_customer_parent ON {t}customer (parent_customer_no) WHERE parent_customer_no IS NOT NULL;
CREATE INDEX archive_customer_manager ON {t}customer (manager_id);
CREATE INDEX archive_trouble_ticket_of ON {t}trouble_ticket (customer_no, reported_at DESC);
CREATE INDEX archive_work_order_of ON {t}work_order (customer_no);

-- What people changed: kept for ever.
CREATE TABLE {t}customer_change (
  change_id text PRIMARY KEY,
  customer_no text NOT NULL,
  at {instant} NOT NULL,
  who text NOT NULL,
  what text NOT NULL CHECK (what IN ('created', 'edited', 'assigned')),
  attribute text NOT NULL,
  before text,
  after text,
  note text,
  message {uuid} NOT NULL
);
CREATE INDEX archive_customer_change_of ON {t}customer_change (customer_no, at DESC);

-- Forms that were sent: sent again they make nothing.
CREATE TABLE {t}entry_request (
  request_id text PRIMARY KEY,
  who text NOT NULL,
  result text NOT NULL,
  at {instant} NOT NULL
);
