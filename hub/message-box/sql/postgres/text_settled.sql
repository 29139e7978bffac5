-- The lowest id that has not ended.
SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint
