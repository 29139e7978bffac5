SELECT m.id, substr(m.body, 1, @most) FROM box.message m WHERE m.id = ANY(@id::uuid[])
