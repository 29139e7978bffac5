-- Whose order it is, as the hub said that placed its part here: this hub's archive may not have the customer.
ALTER TABLE {t}product_order ADD COLUMN customer text;
CREATE INDEX orders_product_order_parent ON {t}product_order (parent_order_no) WHERE parent_order_no IS NOT NULL;

-- Lists begin with the newest, whatever else is asked for; a page goes on after the last one of the former.
CREATE INDEX orders_product_order_newest ON {t}product_order (ordered_at, order_no);
