-- One writer at a time: nothing to lock.
SELECT 1 WHERE @interface IS NOT NULL AND @sha256 IS NOT NULL
