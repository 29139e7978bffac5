UPDATE box.run SET state = @state, why = @why::text, step = @step, step_gone = @step_gone, step_ended = @step_ended, step_failed = @step_failed, planned = @planned, gone = @gone,
    delivered = @delivered, failed_again = @failed_again, otherwise = @otherwise, passed = @passed, taken_back = @taken_back, ended_at = @ended_at::timestamptz,
    gathered = @gathered, gathered_seq = @gathered_seq, gathered_id = @gathered_id::uuid, portion = @portion, looked_seq = @looked_seq, due_at = @due_at::timestamptz
WHERE id = @id
