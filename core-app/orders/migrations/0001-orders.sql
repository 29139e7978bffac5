-- One-stop orders. The order itself moves as one value (run); the columns beside it are for finding it.
CREATE TABLE {t}product_order (
  order_no text PRIMARY KEY,
  customer_no text NOT NULL,
  name text NOT NULL,
  state text NOT NULL,
  org_unit text NOT NULL,
  manager text,
  parent_order_no text,
  ordered_at {instant} NOT NULL,
  ended_at {instant},
  -- Counts its moves: what a person looked at may be older than what is.
  revision bigint NOT NULL,
  -- The order as it was handed in, with its items as they are now (canonical JSON), and its steps.
  placed text NOT NULL,
  run text NOT NULL
);
CREATE INDEX orders_product_order_customer ON {t}product_order (customer_no, ordered_at DESC);
CREATE INDEX orders_product_order_open ON {t}product_order (org_unit, state) WHERE ended_at IS NULL;
CREATE INDEX orders_product_order_manager ON {t}product_order (manager, ordered_at DESC);

-- Every step as lists need it: what is on whose list, what has failed, what is late.
CREATE TABLE {t}step (
  order_no text NOT NULL,
  step_key text NOT NULL,
  -- Its name in the template.
  step text NOT NULL,
  item_no text,
  state text NOT NULL,
  role text NOT NULL,
  person bigint NOT NULL,
  started_at {instant},
  warn_at {instant},
  due_at {instant},
  ended_at {instant},
  code text,
  reason text,
  PRIMARY KEY (order_no, step_key)
);
CREATE INDEX orders_step_list ON {t}step (role, due_at) WHERE state = 'inProgress' AND person = 1;
CREATE INDEX orders_step_fallout ON {t}step (started_at) WHERE state IN ('failed', 'undoFailed');
-- How long a step takes: what is running is judged by it.
CREATE INDEX orders_step_history ON {t}step (step, ended_at) WHERE state = 'completed';

-- What was asked of other systems, by the number under which they answer.
CREATE TABLE {t}request (
  request_id text PRIMARY KEY,
  order_no text NOT NULL,
  step_key text NOT NULL,
  turn bigint NOT NULL,
  undo bigint NOT NULL
);

-- What happened to an order, in order, for ever.
CREATE TABLE {t}event (
  order_no text NOT NULL,
  number bigint NOT NULL,
  at {instant} NOT NULL,
  what text NOT NULL,
  step_key text,
  staff text,
  note text,
  message text NOT NULL,
  PRIMARY KEY (order_no, number)
);
