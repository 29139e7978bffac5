SELECT subscriber, failure, owner, note, version, changed_by, changed_at FROM box.failure_group WHERE fingerprint = @fingerprint
