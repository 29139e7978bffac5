UPDATE box_run_member SET state = 5 WHERE run_id = @run_id AND state = 0
