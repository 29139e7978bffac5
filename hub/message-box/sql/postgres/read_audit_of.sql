SELECT at, actor, via, action, target, detail FROM box.audit WHERE message_id = @id ORDER BY id
