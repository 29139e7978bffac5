-- What belongs to their value and goes where it goes (a manager's name beside the id): column -> text.
ALTER TABLE {t}difference ADD COLUMN theirs_with {json};

-- What people have decided on differences, with both values as they stood: kept for ever, also when the difference has closed since.
CREATE TABLE {t}difference_decision (
  decision_id text PRIMARY KEY,
  entity text NOT NULL,
  entity_key text NOT NULL,
  attribute text NOT NULL,
  system text NOT NULL,
  customer_no text,
  decision text NOT NULL CHECK (decision IN ('accepted', 'ignored')),
  ours text,
  ours_source text,
  ours_message text,
  theirs text,
  theirs_source text,
  theirs_message text,
  decided_by text NOT NULL,
  decided_at {instant} NOT NULL,
  note text NOT NULL
);
CREATE INDEX archive_difference_decision_of ON {t}difference_decision (entity, entity_key, attribute, system, decided_at);
