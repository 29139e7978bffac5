SELECT count(*), coalesce(sum(documents), 0), coalesce(sum(bytes), 0) FROM box_text_segment
