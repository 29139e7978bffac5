SELECT subscriber, failure, owner, note, version, changed_by, changed_at FROM box_failure_group WHERE fingerprint = @fingerprint
