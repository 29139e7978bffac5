SELECT message_id, subscriber, number, started_at, ended_at, outcome, failure, node
FROM box.attempt WHERE message_id = ANY (@id::uuid[]) ORDER BY message_id, started_at, subscriber, number
