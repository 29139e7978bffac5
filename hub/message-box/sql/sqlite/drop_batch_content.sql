-- Pieces of runs that did not come to their end.
DELETE FROM box_batch_content WHERE batch_id = @id AND run <> @run
