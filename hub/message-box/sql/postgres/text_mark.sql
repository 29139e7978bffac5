-- Whoever has drawn a number before this, has a lower id.
SELECT pg_current_xact_id()::text::bigint
