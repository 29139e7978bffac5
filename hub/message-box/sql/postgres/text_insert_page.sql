INSERT INTO box.text_page (first_id, number, page, bytes)
SELECT @first_id::uuid, @number::bigint, page, bytes FROM unnest(@page::int[], @bytes::bytea[]) u (page, bytes)
