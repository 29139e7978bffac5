UPDATE box_run_member SET state = @state
WHERE run_id = @run_id AND seq = @seq AND subscriber = @subscriber
