using Integration.CanonicalModel.Shapes;

namespace Integration.CanonicalModel;

[CanonicalMessage("CustomerProfileChanged", 1, MessageKind.Fact, Interfaces = "NAT-1,CS-3")]
[Summary("A customer is new or changed; the whole profile as it stands now.")]
public sealed record CustomerProfileChanged : Customer, IFact
{
    [Summary("When it changed at its source.")] public required DateTimeOffset OccurredAt { get; init; }
}

[CanonicalMessage("BillingAccountProfileChanged", 1, MessageKind.Fact, Interfaces = "NAT-1")]
[Summary("A billing account is new or changed; all of it as it stands now.")]
public sealed record BillingAccountProfileChanged : BillingAccount, IFact
{
    [Summary("When it changed at its source.")] public required DateTimeOffset OccurredAt { get; init; }
}

[CanonicalMessage("ProductProfileChanged", 1, MessageKind.Fact, Interfaces = "NAT-1")]
[Summary("An installed product is new or changed; all of it as it stands now.")]
public sealed record ProductProfileChanged : Product, IFact
{
    [Summary("When it changed at its source.")] public required DateTimeOffset OccurredAt { get; init; }
}

[CanonicalMessage("AgreementProfileChanged", 1, MessageKind.Fact, Interfaces = "NAT-1")]
[Summary("An agreement is new or changed; all of it as it stands now.")]
public sealed record AgreementProfileChanged : Agreement, IFact
{
    [Summary("When it changed at its source.")] public required DateTimeOffset OccurredAt { get; init; }
}
