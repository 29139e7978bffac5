SELECT at, actor, via, action, target, detail FROM box.audit WHERE at >= @since ORDER BY id DESC LIMIT @limit
