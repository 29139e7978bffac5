namespace Integration.CanonicalModel;

/// <summary>Number of a one-stop order (一站订单).</summary>
public readonly record struct OrderNumber(string Value) : IId<OrderNumber>
{
    public string Value { get; } = Id.Valid(Value, nameof(OrderNumber));

    public static OrderNumber Of(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>Number of an item within its order.</summary>
public readonly record struct OrderItemNumber(string Value) : IId<OrderItemNumber>
{
    public string Value { get; } = Id.Valid(Value, nameof(OrderItemNumber));

    public static OrderItemNumber Of(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>Number of a work order (派单).</summary>
public readonly record struct WorkOrderNumber(string Value) : IId<WorkOrderNumber>
{
    public string Value { get; } = Id.Valid(Value, nameof(WorkOrderNumber));

    public static WorkOrderNumber Of(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>The asker's own identity of a request; the answer carries it back.</summary>
public readonly record struct RequestId(string Value) : IId<RequestId>
{
    public string Value { get; } = Id.Valid(Value, nameof(RequestId));

    public static RequestId Of(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>Number of a reservation of resources.</summary>
public readonly record struct ReservationNumber(string Value) : IId<ReservationNumber>
{
    public string Value { get; } = Id.Valid(Value, nameof(ReservationNumber));

    public static ReservationNumber Of(string value) => new(value);

    public override string ToString() => Value;
}
