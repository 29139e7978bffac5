UPDATE box_text_position SET message = @message, payload = @payload, segments = segments + @added, reached_at = @now, lease_until = @lease_until
WHERE one = 1 AND node = @node AND message = @was_message AND payload = @was_payload AND segments = @was_segments
RETURNING segments
