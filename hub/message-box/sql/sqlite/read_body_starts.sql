SELECT m.id, substr(m.body, 1, @most) FROM box_message m WHERE m.id = @id
