SELECT id FROM box.message WHERE id = ANY(@id::uuid[])
