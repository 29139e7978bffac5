-- What is open on an order is ended by the order's own moves.
CREATE INDEX warnings_warning_order ON {t}warning (order_no) WHERE order_no IS NOT NULL AND closed_at IS NULL;
