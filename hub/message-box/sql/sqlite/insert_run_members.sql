-- One that is in an unfinished run already stays there.
INSERT INTO box_run_member (run_id, seq, subscriber, message_id, attempts) VALUES (@run_id, @seq, @subscriber, @message_id, @attempts)
ON CONFLICT DO NOTHING
