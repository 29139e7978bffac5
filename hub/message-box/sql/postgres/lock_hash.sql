-- Two names with one content, hashed at the same moment: one of them comes first.
SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtext('box.hash ' || @interface::text || ' ' || @sha256::text))) locked
