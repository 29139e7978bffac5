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

[CanonicalMessage("CustomerMerged", 1, MessageKind.Fact, Interfaces = "NAT-1")]
[Summary("A person has said that two customer numbers are one customer. What was said under the first is the second's from now on, until it is undone.")]
public sealed record CustomerMerged : IFact
{
    [Summary("Number that is no customer of its own any more.")] public required CustomerNumber CustomerNo { get; init; }
    [Summary("System that gave the number, if it is not the archive's own numbering.")] public SystemCode? System { get; init; }
    [Summary("Customer that it is.")] public required CustomerNumber IntoCustomerNo { get; init; }
    [Summary("Unit that owns that customer.")] public required OrgUnitCode OrgUnit { get; init; }
    [Summary("Who said so.")] public required string By { get; init; }
    [Summary("Why.")] public required string Reason { get; init; }
    [Summary("When it was said.")] public required DateTimeOffset OccurredAt { get; init; }
}

[CanonicalMessage("CustomerMergeUndone", 1, MessageKind.Fact, Interfaces = "NAT-1")]
[Summary("A person has undone a merge: the number stands for a customer of its own again, with everything that came under it, also since.")]
public sealed record CustomerMergeUndone : IFact
{
    [Summary("Number that had been merged.")] public required CustomerNumber CustomerNo { get; init; }
    [Summary("System that gave the number, if it is not the archive's own numbering.")] public SystemCode? System { get; init; }
    [Summary("Customer with which it had been one.")] public required CustomerNumber FromCustomerNo { get; init; }
    [Summary("Unit that owns that customer.")] public required OrgUnitCode OrgUnit { get; init; }
    [Summary("Who said so.")] public required string By { get; init; }
    [Summary("Why.")] public required string Reason { get; init; }
    [Summary("When it was said.")] public required DateTimeOffset OccurredAt { get; init; }
}
