-- What is left of a customer that was cleared away: that there was one, and who cleared it away when. No names, no contacts.
CREATE TABLE {t}customer_tombstone (
  customer_no text PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('left', 'merged')),
  org_unit text NOT NULL,
  service_level text NOT NULL,
  last_changed_at {instant} NOT NULL,
  facts bigint NOT NULL,
  purged_by text NOT NULL,
  purged_at {instant} NOT NULL
);
CREATE INDEX archive_customer_tombstone_at ON {t}customer_tombstone (purged_at DESC);
