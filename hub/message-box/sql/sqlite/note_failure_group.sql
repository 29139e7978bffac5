UPDATE box_failure_group SET owner = @owner, note = @note, version = version + 1, changed_by = @changed_by, changed_at = @now
WHERE fingerprint = @fingerprint AND version = @version
RETURNING version
