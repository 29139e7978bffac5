DELETE FROM box.node WHERE name = @name AND started_at = @started_at
