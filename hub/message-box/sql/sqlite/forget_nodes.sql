DELETE FROM box_node WHERE seen_at < @before
