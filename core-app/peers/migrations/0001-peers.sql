-- Whose each customer is: decides which province hears of it. The newest word by the time it happened stays.
CREATE TABLE {t}customer (
  customer_no text PRIMARY KEY,
  org_unit text NOT NULL,
  at {instant} NOT NULL
);

-- Conversations that a peer's archive change began: what is said in them comes from there, by whatever path, and is not told back.
CREATE TABLE {t}conversation (
  conversation_id text PRIMARY KEY,
  origin text NOT NULL,
  at {instant} NOT NULL
);
CREATE INDEX peers_conversation_at ON {t}conversation (at);

-- Sub-orders: to which peer one was sent, from which one it came. Progress goes back along it.
CREATE TABLE {t}sub_order (
  order_no text NOT NULL,
  way text NOT NULL CHECK (way IN ('sent', 'received')),
  unit text NOT NULL,
  parent_order_no text,
  at {instant} NOT NULL,
  PRIMARY KEY (order_no, way)
);

-- Warnings that were told upwards; what becomes of them goes there too.
CREATE TABLE {t}warning (
  warning_id text PRIMARY KEY,
  at {instant} NOT NULL
);
