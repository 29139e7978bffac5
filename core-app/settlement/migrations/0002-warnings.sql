-- The warning that contributions are missing; null while none are.
ALTER TABLE {t}one_bill ADD COLUMN warning_id text;
