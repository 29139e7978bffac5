-- When something of it was last heard or said: a move, a word of another system, a reminder. An order under way of which nothing is heard any more is found by it.
ALTER TABLE {t}product_order ADD COLUMN moved_at {instant};
UPDATE {t}product_order SET moved_at = COALESCE((SELECT MAX(e.at) FROM {t}event e WHERE e.order_no = {t}product_order.order_no), ordered_at) WHERE ended_at IS NULL;
CREATE INDEX orders_product_order_moved ON {t}product_order (moved_at, order_no) WHERE ended_at IS NULL;
