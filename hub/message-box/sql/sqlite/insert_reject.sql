INSERT INTO box_transfer_reject (transfer_id, line, failure, source) VALUES (@transfer_id, @line, @failure, @source)
