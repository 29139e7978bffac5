INSERT INTO box_text_segment (first_id, number, last_id, documents, bits, bytes, made_at)
VALUES (@first_id, @number, @last_id, @documents, @bits, @bytes, @now)
