-- What came to messages that are in the index already; the others are read whole when it is their turn.
SELECT m.id, max(p.rowid), m.type, sum(length(p.bytes)) FROM box_payload p JOIN box_message m ON m.id = p.message_id
WHERE p.rowid > @after AND p.rowid <= @up_to AND m.rowid <= @message GROUP BY m.id, m.type
