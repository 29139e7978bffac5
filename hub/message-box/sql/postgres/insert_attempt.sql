INSERT INTO box.attempt (message_id, subscriber, number, started_at, ended_at, outcome, failure, node)
SELECT message_id, subscriber, number, started_at, ended_at, outcome, failure, node
FROM unnest(@message_id::uuid[], @subscriber::text[], @number::int[], @started_at::timestamptz[], @ended_at::timestamptz[], @outcome::text[],
    @failure::text[], @node::text[]) u (message_id, subscriber, number, started_at, ended_at, outcome, failure, node)
