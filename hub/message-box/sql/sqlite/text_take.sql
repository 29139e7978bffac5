-- One node makes the index; the lease only spares work, text_advance decides.
UPDATE box_text_position SET node = @node, lease_until = @lease_until
WHERE one = 1 AND (node = @node OR lease_until IS NULL OR lease_until <= @now)
RETURNING message, payload, segments
