DELETE FROM box.node WHERE seen_at < @before
