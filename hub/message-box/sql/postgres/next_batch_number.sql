SELECT coalesce(max(number), 0) + 1,
    (SELECT coalesce(max(b.serial), 0) + 1 FROM box.batch b WHERE b.interface = @interface AND b.serial_of = @serial_of)
FROM box.batch WHERE interface = @interface
