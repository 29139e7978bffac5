UPDATE box_run_member SET state = @state, step = @step, gone_at = @gone_at
WHERE run_id = @run_id AND seq = @seq AND subscriber = @subscriber
