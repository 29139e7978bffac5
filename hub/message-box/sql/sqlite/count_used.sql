SELECT count(*) FROM box_used_once
