using Integration.CanonicalModel.Shapes;

namespace Integration.CanonicalModel;

[CanonicalMessage("WarningRaised", 1, MessageKind.Fact, Interfaces = "NAT-2")]
[Summary("A rule has found something that somebody should see.")]
public sealed record WarningRaised : Warning, IFact
{
    [Summary("When it was found.")] public required DateTimeOffset OccurredAt { get; init; }
}

[CanonicalMessage("WarningStateChanged", 1, MessageKind.Fact, Interfaces = "NAT-2")]
[Summary("A warning has gone on to another state.")]
public sealed record WarningStateChanged : IFact
{
    [Summary("Warning.")] public required WarningId WarningId { get; init; }
    [Summary("State now.")] public required WarningState State { get; init; }
    [Summary("What was done.")] public HandlingEntry? Handling { get; init; }
    [Summary("When it changed.")] public required DateTimeOffset OccurredAt { get; init; }
}

[CanonicalMessage("WarningsDayBegan", 1, MessageKind.Fact)]
[Summary("The warnings' reminder to themselves: a working day's look at all customers begins, or goes on.")]
public sealed record WarningsDayBegan : IFact
{
    [Summary("Day.")] public required DateOnly Day { get; init; }
    [Summary("Customers up to this number have been looked at.")] public CustomerNumber? After { get; init; }
    [Summary("When it was set.")] public required DateTimeOffset OccurredAt { get; init; }
}

[CanonicalMessage("WarningEscalationDue", 1, MessageKind.Fact)]
[Summary("The warnings' reminder to themselves: if nobody has closed it by now, the next one above is to hear of it.")]
public sealed record WarningEscalationDue : IFact
{
    [Summary("Warning.")] public required WarningId WarningId { get; init; }
    [Summary("How often it will then have been handed up.")] public required int Level { get; init; }
    [Summary("When it was set.")] public required DateTimeOffset OccurredAt { get; init; }
}

[CanonicalMessage("GroupBillContributed", 1, MessageKind.Fact, Interfaces = "NAT-3")]
[Summary("A province hands a bill to the group for one-point billing.")]
public sealed record GroupBillContributed : CustomerBill, IFact
{
    [Summary("Province or city that bills.")] public required OrgUnitCode OrgUnit { get; init; }
    [Summary("Account that receives the one bill.")] public required AccountNumber PayingAccountNo { get; init; }
    [Summary("When it was handed over.")] public required DateTimeOffset OccurredAt { get; init; }
}

[CanonicalMessage("SettlementShareCalculated", 1, MessageKind.Fact, Interfaces = "NAT-3")]
[Summary("What a unit gets of a one-point bill. The shares of a bill sum up to it, to the fen.")]
public sealed record SettlementShareCalculated : IFact
{
    [Summary("The one bill.")] public required BillNumber BillNo { get; init; }
    [Summary("Period.")] public required BillingPeriod Period { get; init; }
    [Summary("Unit that gets the share.")] public required OrgUnitCode OrgUnit { get; init; }
    [Summary("Share in basis points.")] public required int BasisPoints { get; init; }
    [Summary("Amount.")] public required Money Amount { get; init; }
    [Summary("Amount of the whole bill.")] public required Money BillAmount { get; init; }
    [Summary("When it was calculated.")] public required DateTimeOffset OccurredAt { get; init; }
}

[CanonicalMessage("OnePointPeriodDue", 1, MessageKind.Fact)]
[Summary("The settlement's reminder to itself: the contributions to a one-point bill are to be summed up and shared out.")]
public sealed record OnePointPeriodDue : IFact
{
    [Summary("Account that receives the one bill.")] public required AccountNumber PayingAccountNo { get; init; }
    [Summary("Period.")] public required BillingPeriod Period { get; init; }
    [Summary("When the contribution came that set it off.")] public required DateTimeOffset OccurredAt { get; init; }
}
