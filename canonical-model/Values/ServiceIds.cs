namespace Integration.CanonicalModel;

/// <summary>Number of a trouble ticket (申告/投诉).</summary>
public readonly record struct TicketNumber(string Value) : IId<TicketNumber>
{
    public string Value { get; } = Id.Valid(Value, nameof(TicketNumber));

    public static TicketNumber Of(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>Identity of a service record (服务记录).</summary>
public readonly record struct InteractionId(string Value) : IId<InteractionId>
{
    public string Value { get; } = Id.Valid(Value, nameof(InteractionId));

    public static InteractionId Of(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>Identity of a warning (预警).</summary>
public readonly record struct WarningId(string Value) : IId<WarningId>
{
    public string Value { get; } = Id.Valid(Value, nameof(WarningId));

    public static WarningId Of(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>Resource management's identity of an outage or cut-over.</summary>
public readonly record struct OutageId(string Value) : IId<OutageId>
{
    public string Value { get; } = Id.Valid(Value, nameof(OutageId));

    public static OutageId Of(string value) => new(value);

    public override string ToString() => Value;
}
