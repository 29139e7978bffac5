-- One closes at a time per interface: the row is locked until the end of the transaction.
INSERT INTO box.batch_clock (interface, last_hour) VALUES (@interface, @now)
ON CONFLICT (interface) DO UPDATE SET interface = EXCLUDED.interface
RETURNING last_hour
