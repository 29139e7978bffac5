UPDATE box.failure_group SET owner = @owner::text, note = @note::text, version = version + 1, changed_by = @changed_by, changed_at = @now
WHERE fingerprint = @fingerprint AND version = @version
RETURNING version
