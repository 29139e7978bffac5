SELECT message, payload, reached_at FROM box.text_position
