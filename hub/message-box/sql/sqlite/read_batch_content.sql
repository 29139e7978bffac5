SELECT c.position, c.bytes FROM box_batch b JOIN box_batch_content c ON c.batch_id = b.id AND c.run = b.content_run
WHERE b.id = @id AND c.position > @after ORDER BY c.position LIMIT @limit
