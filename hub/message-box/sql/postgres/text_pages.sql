SELECT p.first_id, p.number, p.page, p.bytes
FROM unnest(@first_id::uuid[], @number::bigint[], @page::int[]) u (first_id, number, page)
JOIN box.text_page p ON p.first_id = u.first_id AND p.number = u.number AND p.page = u.page
