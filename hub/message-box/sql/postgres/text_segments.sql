SELECT first_id, number, last_id, documents, bits FROM box.text_segment WHERE first_id < @below AND last_id >= @lowest ORDER BY last_id DESC
