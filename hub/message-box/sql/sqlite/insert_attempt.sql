INSERT INTO box_attempt (message_id, subscriber, number, started_at, ended_at, outcome, failure, node)
VALUES (@message_id, @subscriber, @number, @started_at, @ended_at, @outcome, @failure, @node)
