SELECT line, failure, source FROM box.transfer_reject WHERE transfer_id = @transfer_id AND line > @after_line ORDER BY line LIMIT @limit
