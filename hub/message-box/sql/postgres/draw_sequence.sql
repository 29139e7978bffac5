-- One number after the other in the order of the batch; gaps of rolled-back batches are fine.
SELECT nextval('box.message_seq') FROM generate_series(1, @count)
