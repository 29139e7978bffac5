INSERT INTO box.reload_answer (generation, node, verdict, said, answered_at) VALUES (@generation, @node, @verdict, @said, @now)
ON CONFLICT (generation, node) DO UPDATE SET verdict = excluded.verdict, said = excluded.said, answered_at = excluded.answered_at
