SELECT first_id, number, page, bytes FROM box_text_page WHERE first_id = @first_id AND number = @number AND page = @page
