SELECT at, actor, via, action, target, detail FROM box_audit WHERE message_id = @id ORDER BY id
