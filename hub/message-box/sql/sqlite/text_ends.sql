SELECT coalesce((SELECT max(rowid) FROM box_message), 0), coalesce((SELECT max(rowid) FROM box_payload), 0)
