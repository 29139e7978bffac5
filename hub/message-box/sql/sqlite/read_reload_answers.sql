SELECT node, verdict, said, answered_at FROM box_reload_answer WHERE generation = @generation ORDER BY node
