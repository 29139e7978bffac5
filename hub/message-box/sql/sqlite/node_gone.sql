DELETE FROM box_node WHERE name = @name AND started_at = @started_at
