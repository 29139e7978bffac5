INSERT INTO box.audit (at, actor, via, action, target, message_id, detail)
SELECT @at::timestamptz, @actor::text, @via::text, @action::text, target, message_id, @detail::text
FROM unnest(@target::text[], @message_id::uuid[]) u (target, message_id)
