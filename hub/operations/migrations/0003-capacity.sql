-- How large the store was, one row per day and group of tables: the last look of the day stands. Kept as long as hours are.
CREATE TABLE {t}capacity (
  day {date} NOT NULL,
  item text NOT NULL,
  bytes bigint NOT NULL,
  PRIMARY KEY (day, item)
);
