SELECT id, seq, type, octet_length(body) FROM box.message WHERE seq > @after AND seq <= @up_to ORDER BY seq
