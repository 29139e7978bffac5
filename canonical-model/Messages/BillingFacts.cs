using Integration.CanonicalModel.Shapes;

namespace Integration.CanonicalModel;

[CanonicalMessage("CustomerBillIssued", 1, MessageKind.Fact, Interfaces = "BIL-1")]
[Summary("Billing has issued a bill, or issued it again with another state or amount.")]
public sealed record CustomerBillIssued : CustomerBill, IFact
{
    [Summary("When billing made it: the time in the file's header.")] public required DateTimeOffset OccurredAt { get; init; }
}

[CanonicalMessage("UsageSummarised", 1, MessageKind.Fact, Interfaces = "BIL-2")]
[Summary("Billing has summed up the use of a service number.")]
public sealed record UsageSummarised : UsageSummary, IFact
{
    [Summary("When billing summed it up.")] public required DateTimeOffset OccurredAt { get; init; }
}

[CanonicalMessage("AccountBalanceChanged", 1, MessageKind.Fact, Interfaces = "BIL-3")]
[Summary("The balance of an account is another one.")]
public sealed record AccountBalanceChanged : IFact
{
    [Summary("Account.")] public required AccountNumber AccountNo { get; init; }
    [Summary("Customer, if billing says so.")] public CustomerNumber? CustomerNo { get; init; }
    [Summary("Balance now; negative if the customer owes.")] public required Money Balance { get; init; }
    [Summary("When it changed.")] public required DateTimeOffset OccurredAt { get; init; }
}

[CanonicalMessage("PaymentOverdue", 1, MessageKind.Fact, Interfaces = "BIL-3")]
[Summary("A bill is past its due date (欠费).")]
public sealed record PaymentOverdue : IFact
{
    [Summary("Account.")] public required AccountNumber AccountNo { get; init; }
    [Summary("Customer, if billing says so.")] public CustomerNumber? CustomerNo { get; init; }
    [Summary("Bill, if it is one.")] public BillNumber? BillNo { get; init; }
    [Summary("Amount open.")] public required Money AmountArrears { get; init; }
    [Summary("It was to be paid by.")] public required DateOnly DueDate { get; init; }
    [Summary("When billing noticed.")] public required DateTimeOffset OccurredAt { get; init; }
}

[CanonicalMessage("CreditLimitNeared", 1, MessageKind.Fact, Interfaces = "BIL-3")]
[Summary("An account has nearly used up, or passed, its credit limit.")]
public sealed record CreditLimitNeared : IFact
{
    [Summary("Account.")] public required AccountNumber AccountNo { get; init; }
    [Summary("Customer, if billing says so.")] public CustomerNumber? CustomerNo { get; init; }
    [Summary("Limit.")] public required Money CreditLimit { get; init; }
    [Summary("Used so far.")] public required Money AmountUsed { get; init; }
    [Summary("When billing noticed.")] public required DateTimeOffset OccurredAt { get; init; }
}
