SELECT at, actor, via, action, target, detail FROM box_audit WHERE at >= @since ORDER BY id DESC LIMIT @limit
