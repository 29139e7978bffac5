-- What came to messages that are in the index already; the others are read whole when it is their turn.
SELECT m.id, max(p.seq), m.type, sum(octet_length(p.bytes))::bigint FROM box.payload p JOIN box.message m ON m.id = p.message_id
WHERE p.seq > @after AND p.seq <= @up_to AND m.seq <= @message GROUP BY m.id, m.type
