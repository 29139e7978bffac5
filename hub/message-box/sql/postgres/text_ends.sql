SELECT (SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM box.message_seq), (SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM box.payload_seq)
