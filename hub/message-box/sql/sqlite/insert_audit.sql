INSERT INTO box_audit (at, actor, via, action, target, message_id, detail) VALUES (@at, @actor, @via, @action, @target, @message_id, @detail)
