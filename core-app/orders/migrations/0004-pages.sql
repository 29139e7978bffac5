-- What lists show and sort by, beside the order itself.
ALTER TABLE {t}product_order ADD COLUMN customer_name text;
ALTER TABLE {t}product_order ADD COLUMN manager_name text;
ALTER TABLE {t}product_order ADD COLUMN requested_on {date};
-- As foreseen at its last move; and from when on it is predicted late if nothing moves before.
ALTER TABLE {t}product_order ADD COLUMN expected_at {instant};
ALTER TABLE {t}product_order ADD COLUMN deadline {instant};
ALTER TABLE {t}product_order ADD COLUMN late_from {instant};
ALTER TABLE {t}product_order ADD COLUMN steps_total bigint NOT NULL DEFAULT 0;
ALTER TABLE {t}product_order ADD COLUMN steps_done bigint NOT NULL DEFAULT 0;
CREATE INDEX orders_product_order_late ON {t}product_order (late_from) WHERE ended_at IS NULL;

ALTER TABLE {t}step ADD COLUMN template text;
ALTER TABLE {t}step ADD COLUMN title_zh text;
ALTER TABLE {t}step ADD COLUMN title_en text;
-- Working seconds that it took, once it has ended.
ALTER TABLE {t}step ADD COLUMN took bigint;
-- A step's usual time is that of the same step of the same template; under its former name on either database.
DROP INDEX IF EXISTS {t}orders_step_history;
DROP INDEX IF EXISTS orders_step_history;
CREATE INDEX orders_step_took ON {t}step (template, step, ended_at) WHERE state = 'completed';

-- The stable code of a refusal.
ALTER TABLE {t}event ADD COLUMN code text;

-- Templates that people have drawn; those that come with the program stand beside them.
CREATE TABLE {t}template (
  template text NOT NULL,
  version bigint NOT NULL,
  body text NOT NULL,
  saved_at {instant} NOT NULL,
  saved_by text NOT NULL,
  note text,
  PRIMARY KEY (template, version)
);

CREATE TABLE {t}note (
  note_id text PRIMARY KEY,
  order_no text NOT NULL,
  at {instant} NOT NULL,
  who text NOT NULL,
  who_name text NOT NULL,
  body text NOT NULL
);
CREATE INDEX orders_note_order ON {t}note (order_no, at);

CREATE TABLE {t}attachment (
  attachment_id text PRIMARY KEY,
  order_no text NOT NULL,
  name text NOT NULL,
  type text NOT NULL,
  size bigint NOT NULL,
  at {instant} NOT NULL,
  who text NOT NULL,
  who_name text NOT NULL,
  body {bytes} NOT NULL
);
CREATE INDEX orders_attachment_order ON {t}attachment (order_no, at);

-- What a person has asked for once, and what came of it: the same again makes nothing new.
CREATE TABLE {t}entry (
  who text NOT NULL,
  request_id text NOT NULL,
  result text NOT NULL,
  at {instant} NOT NULL,
  PRIMARY KEY (who, request_id)
);
