SELECT (SELECT last_value FROM box.message_seq), (SELECT last_value FROM box.payload_seq)
