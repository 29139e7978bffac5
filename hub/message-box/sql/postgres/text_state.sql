SELECT count(*), coalesce(sum(documents), 0)::bigint, coalesce(sum(bytes), 0)::bigint FROM box.text_segment
