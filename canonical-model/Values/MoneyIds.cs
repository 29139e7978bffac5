namespace Integration.CanonicalModel;

/// <summary>Number of a bill.</summary>
public readonly record struct BillNumber(string Value) : IId<BillNumber>
{
    public string Value { get; } = Id.Valid(Value, nameof(BillNumber));

    public static BillNumber Of(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>Number of a payment.</summary>
public readonly record struct PaymentNumber(string Value) : IId<PaymentNumber>
{
    public string Value { get; } = Id.Valid(Value, nameof(PaymentNumber));

    public static PaymentNumber Of(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>Number of one direct debit instruction.</summary>
public readonly record struct DebitNumber(string Value) : IId<DebitNumber>
{
    public string Value { get; } = Id.Valid(Value, nameof(DebitNumber));

    public static DebitNumber Of(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>Number of a batch or statement.</summary>
public readonly record struct BatchNumber(string Value) : IId<BatchNumber>
{
    public string Value { get; } = Id.Valid(Value, nameof(BatchNumber));

    public static BatchNumber Of(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>Account number at a bank.</summary>
public readonly record struct BankAccountNumber(string Value) : IId<BankAccountNumber>
{
    public string Value { get; } = Id.Valid(Value, nameof(BankAccountNumber));

    public static BankAccountNumber Of(string value) => new(value);

    public override string ToString() => Value;
}
