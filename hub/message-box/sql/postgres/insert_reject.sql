INSERT INTO box.transfer_reject (transfer_id, line, failure, source)
SELECT @transfer_id::uuid, line, failure, source FROM unnest(@line::bigint[], @failure::text[], @source::text[]) u (line, failure, source)
