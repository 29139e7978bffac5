-- Every value knows its system and interface: F_source beside F_message. F_authority is how far the source stands from the master (0), so that
-- the master's word is never overwritten; in mixed facets F_sources names the values that are from another message than the rest of the row.
ALTER TABLE {t}customer ADD COLUMN profile_source text;
ALTER TABLE {t}customer ADD COLUMN profile_sources {json};
ALTER TABLE {t}billing_account ADD COLUMN profile_source text;
ALTER TABLE {t}billing_account ADD COLUMN profile_sources {json};
ALTER TABLE {t}billing_account ADD COLUMN payment_method text;
ALTER TABLE {t}billing_account ADD COLUMN direct_debit {json};
ALTER TABLE {t}billing_account ADD COLUMN credit_limit_fen bigint;
ALTER TABLE {t}billing_account ADD COLUMN one_point_group text;
ALTER TABLE {t}billing_account ADD COLUMN one_point {json};
CREATE INDEX archive_billing_account_group ON {t}billing_account (one_point_group) WHERE one_point_group IS NOT NULL;
ALTER TABLE {t}product ADD COLUMN installed_source text;
ALTER TABLE {t}product ADD COLUMN profile_source text;
ALTER TABLE {t}product ADD COLUMN profile_sources {json};
CREATE INDEX archive_product_account ON {t}product (account_no) WHERE account_no IS NOT NULL;
ALTER TABLE {t}circuit ADD COLUMN installed_source text;
ALTER TABLE {t}customer_bill ADD COLUMN bill_source text;
ALTER TABLE {t}customer_bill ADD COLUMN bill_authority smallint;
ALTER TABLE {t}work_order ADD COLUMN ordered_source text;
ALTER TABLE {t}work_order ADD COLUMN ordered_authority smallint;
ALTER TABLE {t}work_order ADD COLUMN progress_source text;
ALTER TABLE {t}work_order ADD COLUMN progress_authority smallint;
ALTER TABLE {t}trouble_ticket ADD COLUMN report_source text;
ALTER TABLE {t}trouble_ticket ADD COLUMN report_authority smallint;
ALTER TABLE {t}trouble_ticket ADD COLUMN progress_source text;
ALTER TABLE {t}trouble_ticket ADD COLUMN progress_authority smallint;

-- People at the customer; replaced with the customer's profile.
CREATE TABLE {t}contact (
  customer_no text NOT NULL,
  place bigint NOT NULL,
  contact_id text,
  name text NOT NULL,
  role text NOT NULL,
  title text,
  email text,
  birthday {date},
  preferences text,
  PRIMARY KEY (customer_no, place)
);
