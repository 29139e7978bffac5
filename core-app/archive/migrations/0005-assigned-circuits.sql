-- A circuit that resource management has assigned is here before anybody says whose it is or that it is built, and with its route. Made anew,
-- for SQLite cannot take back a NOT NULL.
CREATE TABLE {t}circuit_before AS SELECT * FROM {t}circuit;
DROP TABLE {t}circuit;
CREATE TABLE {t}circuit (
  circuit_no text PRIMARY KEY,
  customer_no text,
  service_no text,
  -- None: it is assigned, and nobody has said yet that it is built.
  state text,
  bandwidth_kbps bigint,
  a_end {json},
  z_end {json},
  route {json},
  -- The order for which it was assigned: what is released later names only that.
  order_no text,
  installed_sources {json} NOT NULL,
  installed_at {instant} NOT NULL,
  installed_sequence bigint NOT NULL,
  installed_line bigint NOT NULL,
  installed_message {uuid} NOT NULL,
  installed_source text
);
INSERT INTO {t}circuit (circuit_no, customer_no, service_no, state, bandwidth_kbps, a_end, z_end, installed_sources, installed_at, installed_sequence, installed_line, installed_message, installed_source)
SELECT circuit_no, customer_no, service_no, state, bandwidth_kbps, a_end, z_end, installed_sources, installed_at, installed_sequence, installed_line, installed_message, installed_source FROM {t}circuit_before;
DROP TABLE {t}circuit_before;
CREATE INDEX archive_circuit_customer ON {t}circuit (customer_no);
CREATE INDEX archive_circuit_order ON {t}circuit (order_no) WHERE order_no IS NOT NULL;

-- Lines of nobody known, by the work order that was done on them: few among all identities.
CREATE INDEX archive_identity_work ON {t}identity (external_id) WHERE kind = 'workOrder';
