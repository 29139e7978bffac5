-- One that is in an unfinished run already stays there.
INSERT INTO box.run_member (run_id, seq, subscriber, message_id, attempts)
SELECT @run_id::uuid, seq, subscriber, message_id, attempts
FROM unnest(@seq::bigint[], @subscriber::text[], @message_id::uuid[], @attempts::int[]) u (seq, subscriber, message_id, attempts)
ON CONFLICT DO NOTHING
