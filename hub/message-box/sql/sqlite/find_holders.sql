-- For each candidate: is its key held? With one writer at a time a holder cannot end unseen, so held is proven.
SELECT h.message_id, h.held, h.held FROM (
    SELECT @message_id AS message_id,
        EXISTS (SELECT 1 FROM box_delivery d WHERE d.subscriber = @subscriber AND d.order_key = @order_key AND d.state IN (0, 1, 2, 3) AND d.seq < @seq)
        OR EXISTS (SELECT 1 FROM box_delivery d WHERE d.subscriber = @subscriber AND d.order_key = @order_key AND d.state = 2)
        OR (NOT @skip_parked AND EXISTS (SELECT 1 FROM box_delivery d
            WHERE d.subscriber = @subscriber AND d.order_key = @order_key AND d.state = 5 AND d.seq < @seq)) AS held) h
