-- One number after the other in the order of the batch; gaps of rolled-back batches are fine.
-- The transaction has its id before it draws: who has seen the end of all earlier ids has seen all earlier numbers (decision 0170).
SELECT CASE WHEN pg_current_xact_id() IS NOT NULL THEN nextval('box.message_seq') END FROM generate_series(1, @count)
