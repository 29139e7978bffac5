SELECT id FROM box_message WHERE id = @id
