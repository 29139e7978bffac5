namespace Integration.CanonicalModel;

/// <summary>Identity of an installed product.</summary>
public readonly record struct ProductId(string Value) : IId<ProductId>
{
    public string Value { get; } = Id.Valid(Value, nameof(ProductId));

    public static ProductId Of(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>Code of a product offering in the catalogue.</summary>
public readonly record struct OfferingCode(string Value) : IId<OfferingCode>
{
    public string Value { get; } = Id.Valid(Value, nameof(OfferingCode));

    public static OfferingCode Of(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>The number a service is known by (业务号码): phone number with area code, or circuit number.</summary>
public readonly record struct ServiceNumber(string Value) : IId<ServiceNumber>
{
    public string Value { get; } = Id.Valid(Value, nameof(ServiceNumber));

    public static ServiceNumber Of(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>Identity of a network resource.</summary>
public readonly record struct ResourceId(string Value) : IId<ResourceId>
{
    public string Value { get; } = Id.Valid(Value, nameof(ResourceId));

    public static ResourceId Of(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>Number of a circuit (电路编号).</summary>
public readonly record struct CircuitNumber(string Value) : IId<CircuitNumber>
{
    public string Value { get; } = Id.Valid(Value, nameof(CircuitNumber));

    public static CircuitNumber Of(string value) => new(value);

    public override string ToString() => Value;
}
