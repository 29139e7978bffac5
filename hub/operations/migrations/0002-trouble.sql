-- Calls that fail or take long, as each node sees its own; only where something is the matter.
CREATE TABLE {t}sender (
  node text NOT NULL,
  interface text NOT NULL,
  failing_since {instant},
  failed_at {instant},
  error text,
  slow_since {instant},
  seen_at {instant} NOT NULL,
  PRIMARY KEY (node, interface)
);

-- What was last seen in queues of brokers: how many messages lie there, and how many read them.
CREATE TABLE {t}queue (
  address text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('dead', 'out')),
  interface text NOT NULL,
  messages bigint NOT NULL,
  readers bigint NOT NULL,
  unread_since {instant},
  seen_at {instant} NOT NULL,
  PRIMARY KEY (address, kind, interface)
);
