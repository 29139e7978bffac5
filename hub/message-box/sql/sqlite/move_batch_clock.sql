UPDATE box_batch_clock SET last_hour = @hour WHERE interface = @interface AND last_hour < @hour
