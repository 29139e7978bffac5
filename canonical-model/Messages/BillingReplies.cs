using Integration.CanonicalModel.Shapes;

namespace Integration.CanonicalModel;

[CanonicalMessage("BillingAccountOpened", 1, MessageKind.Reply, Interfaces = "BIL-4")]
[Summary("Billing has opened the account.")]
public sealed record BillingAccountOpened : IReply
{
    [Summary("Request answered.")] public required RequestId RequestId { get; init; }
    [Summary("Account; the number billing gave it, if it gave one.")] public required AccountNumber AccountNo { get; init; }
    [Summary("When billing did it.")] public required DateTimeOffset DoneAt { get; init; }
}

[CanonicalMessage("BillingAccountChanged", 1, MessageKind.Reply, Interfaces = "BIL-4")]
[Summary("Billing has changed the account as asked.")]
public sealed record BillingAccountChanged : IReply
{
    [Summary("Request answered.")] public required RequestId RequestId { get; init; }
    [Summary("Account.")] public required AccountNumber AccountNo { get; init; }
    [Summary("When billing did it.")] public required DateTimeOffset DoneAt { get; init; }
}

[CanonicalMessage("BillingAccountClosed", 1, MessageKind.Reply, Interfaces = "BIL-4")]
[Summary("Billing has closed the account.")]
public sealed record BillingAccountClosed : IReply
{
    [Summary("Request answered.")] public required RequestId RequestId { get; init; }
    [Summary("Account.")] public required AccountNumber AccountNo { get; init; }
    [Summary("When billing did it.")] public required DateTimeOffset DoneAt { get; init; }
}

[CanonicalMessage("OnePointBillingSet", 1, MessageKind.Reply, Interfaces = "BIL-4")]
[Summary("Billing has set one-point billing as asked.")]
public sealed record OnePointBillingSet : IReply
{
    [Summary("Request answered.")] public required RequestId RequestId { get; init; }
    [Summary("Account that receives the one bill.")] public required AccountNumber PayingAccountNo { get; init; }
    [Summary("When billing did it.")] public required DateTimeOffset DoneAt { get; init; }
}

[CanonicalMessage("BillingRequestRejected", 1, MessageKind.Reply, Interfaces = "BIL-4,BIL-5")]
[Summary("Billing refuses for a business reason: to the fallout desk, never retried by itself.")]
public sealed record BillingRequestRejected : IReply
{
    [Summary("Request answered.")] public required RequestId RequestId { get; init; }
    [Summary("Billing's code.")] public required string Code { get; init; }
    [Summary("Billing's words.")] public required string Reason { get; init; }
    [Summary("Account, if the fault names one.")] public AccountNumber? AccountNo { get; init; }
}

[CanonicalMessage("CurrentCharges", 1, MessageKind.Reply, Interfaces = "BIL-5")]
[Summary("Charges of the current period so far.")]
public sealed record CurrentCharges : IReply
{
    [Summary("Request answered.")] public required RequestId RequestId { get; init; }
    [Summary("Customer.")] public required CustomerNumber CustomerNo { get; init; }
    [Summary("Period.")] public required BillingPeriod Period { get; init; }
    [Summary("Sum over all accounts.")] public required Money Total { get; init; }
    [Summary("By account.")] public required IReadOnlyList<AccountCharge> Accounts { get; init; }
    [Summary("As at.")] public required DateTimeOffset AsOf { get; init; }
    [Summary("True: billing could not be asked, this is its last known answer.")] public required bool Stale { get; init; }
}

[Summary("Charges of one account.")]
public sealed record AccountCharge
{
    [Summary("Account.")] public required AccountNumber AccountNo { get; init; }
    [Summary("Charges so far.")] public required Money Charge { get; init; }
    [Summary("Balance; negative if the customer owes.")] public Money? Balance { get; init; }
}

[CanonicalMessage("PaymentPosted", 1, MessageKind.Fact, Interfaces = "BIL-6")]
[Summary("Billing has posted a payment.")]
public sealed record PaymentPosted : IFact
{
    [Summary("Payment.")] public required PaymentNumber PaymentNo { get; init; }
    [Summary("Account.")] public required AccountNumber AccountNo { get; init; }
    [Summary("Bill, if it settled one.")] public BillNumber? BillNo { get; init; }
    [Summary("Amount.")] public required Money Amount { get; init; }
    [Summary("When it was posted.")] public required DateTimeOffset OccurredAt { get; init; }
}

[CanonicalMessage("PaymentPostingRejected", 1, MessageKind.Fact, Interfaces = "BIL-6")]
[Summary("Billing could not post a payment.")]
public sealed record PaymentPostingRejected : IFact
{
    [Summary("Payment.")] public required PaymentNumber PaymentNo { get; init; }
    [Summary("Account, as it was given.")] public AccountNumber? AccountNo { get; init; }
    [Summary("Billing's code.")] public required string Code { get; init; }
    [Summary("Billing's words.")] public required string Reason { get; init; }
    [Summary("When it was refused.")] public required DateTimeOffset OccurredAt { get; init; }
}
