INSERT INTO box.batch (id, interface, message_type, batch_group, number, serial, serial_of, file_name, batch_date, state, closed_at, reason, messages)
VALUES (@id, @interface, @message_type, @batch_group, @number, @serial, @serial_of, @file_name, @batch_date, 0, @now, @reason, @messages)
