namespace Integration.CanonicalModel;

/// <summary>Number of a customer in the hub's own archive (客户编号).</summary>
public readonly record struct CustomerNumber(string Value) : IId<CustomerNumber>
{
    public string Value { get; } = Id.Valid(Value, nameof(CustomerNumber));

    public static CustomerNumber Of(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>Number of a billing account (帐户/合同号).</summary>
public readonly record struct AccountNumber(string Value) : IId<AccountNumber>
{
    public string Value { get; } = Id.Valid(Value, nameof(AccountNumber));

    public static AccountNumber Of(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>Identity of a contact person of a customer.</summary>
public readonly record struct ContactId(string Value) : IId<ContactId>
{
    public string Value { get; } = Id.Valid(Value, nameof(ContactId));

    public static ContactId Of(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>Sign-in id of a member of staff: account manager, clerk, engineer.</summary>
public readonly record struct StaffId(string Value) : IId<StaffId>
{
    public string Value { get; } = Id.Valid(Value, nameof(StaffId));

    public static StaffId Of(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>Code of a unit in the tree group → province → local network; a subtree shares its head as prefix, parts joined by a dot: <c>cn.zj.hz</c>.</summary>
public readonly record struct OrgUnitCode(string Value) : IId<OrgUnitCode>
{
    public string Value { get; } = Id.Valid(Value, nameof(OrgUnitCode));

    public static OrgUnitCode Of(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>Short name of a system around the hub: <c>billing</c>, <c>resource</c>, <c>n97</c>, <c>customer-service</c>.</summary>
public readonly record struct SystemCode(string Value) : IId<SystemCode>
{
    public string Value { get; } = Id.Valid(Value, nameof(SystemCode));

    public static SystemCode Of(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>Number of an agreement (合同/协议).</summary>
public readonly record struct AgreementNumber(string Value) : IId<AgreementNumber>
{
    public string Value { get; } = Id.Valid(Value, nameof(AgreementNumber));

    public static AgreementNumber Of(string value) => new(value);

    public override string ToString() => Value;
}
