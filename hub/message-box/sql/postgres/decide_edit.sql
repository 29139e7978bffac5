UPDATE box.edit SET state = @state, body = NULL, decided_by = @decided_by, decided_via = @decided_via, decided_at = @now, decided_because = @decided_because::text
WHERE id = @id AND state = 0
