-- When a debit is (or was) to be collected, at which bank, and when its result came: for those whose result is overdue.
ALTER TABLE {t}movement ADD COLUMN debtor_bank text NOT NULL DEFAULT '';
ALTER TABLE {t}movement ADD COLUMN debit_day {date};
ALTER TABLE {t}movement ADD COLUMN result_at {instant};
UPDATE {t}movement SET debit_day = (SELECT MIN(f.day) FROM {t}fact f WHERE f.subject = {t}movement.subject AND f.kind = 'Instructed') WHERE state = 'instructed';
CREATE INDEX payments_movement_waiting ON {t}movement (debit_day) WHERE state = 'instructed';
CREATE INDEX payments_movement_debit_day ON {t}movement (debit_day, debtor_bank);

-- Warnings of overdue results that were raised, one per bank and day.
CREATE TABLE {t}overdue (
  debtor_bank text NOT NULL,
  debit_day {date} NOT NULL,
  raised_at {instant} NOT NULL,
  closed_at {instant},
  PRIMARY KEY (debtor_bank, debit_day)
);
CREATE INDEX payments_overdue_open ON {t}overdue (debit_day) WHERE closed_at IS NULL;
