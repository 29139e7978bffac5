-- One number after the other in the order of the batch; gaps of rolled-back batches are fine.
UPDATE box_message_seq SET value = value + @count;
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @count)
SELECT s.value - @count + n.i FROM n, box_message_seq s ORDER BY n.i
