SELECT message_id, state, attempts, changed_at, failure FROM box.delivery
WHERE subscriber = @subscriber AND failure IS NOT NULL ORDER BY changed_at DESC, seq DESC LIMIT @limit
