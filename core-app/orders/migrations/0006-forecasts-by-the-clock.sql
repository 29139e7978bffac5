-- From when on what is foreseen is no longer true by the clock: then it is renewed, and whether somebody was told that the order will be late.
ALTER TABLE {t}product_order ADD COLUMN forecast_at {instant};
ALTER TABLE {t}product_order ADD COLUMN told_late bigint NOT NULL DEFAULT 0;
UPDATE {t}product_order SET forecast_at = ordered_at WHERE ended_at IS NULL;
CREATE INDEX orders_product_order_forecast ON {t}product_order (forecast_at, order_no) WHERE forecast_at IS NOT NULL;
