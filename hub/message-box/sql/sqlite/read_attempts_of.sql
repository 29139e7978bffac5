SELECT message_id, subscriber, number, started_at, ended_at, outcome, failure, node
FROM box_attempt WHERE message_id = @id ORDER BY started_at, subscriber, number
