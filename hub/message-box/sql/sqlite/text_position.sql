SELECT message, payload, reached_at FROM box_text_position
