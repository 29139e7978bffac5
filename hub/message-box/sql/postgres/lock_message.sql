-- Keeps retention from dropping the day while a delivery is added to it.
SELECT id FROM box.message WHERE id = @id FOR KEY SHARE
