INSERT INTO box_text_page (first_id, number, page, bytes) VALUES (@first_id, @number, @page, @bytes)
