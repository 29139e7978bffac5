-- By what the group is known stays known when nothing of it waits any more.
INSERT INTO box.failure_group (fingerprint, subscriber, failure)
SELECT d.fingerprint, d.subscriber, d.failure FROM box.delivery d WHERE d.state = 5 AND d.fingerprint = @fingerprint ORDER BY d.seq DESC LIMIT 1
ON CONFLICT (fingerprint) DO NOTHING
