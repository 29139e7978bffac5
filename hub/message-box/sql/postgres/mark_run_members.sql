UPDATE box.run_member m SET state = u.state, step = @step::int, gone_at = @gone_at::timestamptz
FROM unnest(@seq::bigint[], @subscriber::text[], @state::smallint[]) u (seq, subscriber, state)
WHERE m.run_id = @run_id AND m.seq = u.seq AND m.subscriber = u.subscriber
