SELECT count(*) FROM box.used_once
