INSERT INTO box.search_key (value, message_id, kind)
SELECT value, message_id, kind FROM unnest(@value::text[], @message_id::uuid[], @kind::text[]) u (value, message_id, kind)
