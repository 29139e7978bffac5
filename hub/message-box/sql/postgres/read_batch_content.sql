SELECT c.position, c.bytes FROM box.batch b JOIN box.batch_content c ON c.batch_id = b.id AND c.run = b.content_run
WHERE b.id = @id AND c.position > @after ORDER BY c.position LIMIT @limit
