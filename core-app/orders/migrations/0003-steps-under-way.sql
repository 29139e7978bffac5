-- Few steps of many are under way or in trouble: lists by step or by lateness look at these alone.
CREATE INDEX orders_step_under_way ON {t}step (step, due_at) WHERE state IN ('inProgress', 'undoing', 'failed', 'undoFailed');
