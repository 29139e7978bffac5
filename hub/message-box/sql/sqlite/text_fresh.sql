SELECT id, rowid, type, length(body) FROM box_message WHERE rowid > @after AND rowid <= @up_to ORDER BY rowid
