using Integration.CanonicalModel.Shapes;

namespace Integration.CanonicalModel;

[CanonicalMessage("OpenBillingAccount", 1, MessageKind.Command, Interfaces = "BIL-4")]
[Summary("Billing is to open an account, or start billing a service on it.")]
public sealed record OpenBillingAccount : IRequest
{
    [Summary("Identity of the request; billing answers a repeat as it answered the first.")] public required RequestId RequestId { get; init; }
    [Summary("Account to open.")] public required AccountNumber AccountNo { get; init; }
    [Summary("Customer.")] public required CustomerNumber CustomerNo { get; init; }
    [Summary("Name of the account on the bill.")] public required string Name { get; init; }
    [Summary("Where the bill is sent.")] public string? BillAddress { get; init; }
    [Summary("Service to be billed.")] public ServiceNumber? ServiceNo { get; init; }
    [Summary("Offering that sets the price.")] public OfferingCode? Offering { get; init; }
    [Summary("Monthly fee as agreed.")] public Money? MonthlyFee { get; init; }
    [Summary("Billed from this day on.")] public required DateOnly StartsOn { get; init; }
    [Summary("Bank account for direct debit.")] public BankAccount? DirectDebit { get; init; }
    [Summary("Order it belongs to.")] public OrderNumber? OrderNo { get; init; }
}

[CanonicalMessage("ChangeBillingAccount", 1, MessageKind.Command, Interfaces = "BIL-4")]
[Summary("Billing is to change what is given here of an account; what is absent stays as it is.")]
public sealed record ChangeBillingAccount : IRequest
{
    [Summary("Identity of the request.")] public required RequestId RequestId { get; init; }
    [Summary("Account to change.")] public required AccountNumber AccountNo { get; init; }
    [Summary("New name on the bill.")] public string? Name { get; init; }
    [Summary("New address of the bill.")] public string? BillAddress { get; init; }
    [Summary("Service whose billing changes.")] public ServiceNumber? ServiceNo { get; init; }
    [Summary("New offering.")] public OfferingCode? Offering { get; init; }
    [Summary("New monthly fee.")] public Money? MonthlyFee { get; init; }
    [Summary("New bank account for direct debit.")] public BankAccount? DirectDebit { get; init; }
    [Summary("In force from this day on.")] public required DateOnly EffectiveOn { get; init; }
    [Summary("Order it belongs to.")] public OrderNumber? OrderNo { get; init; }
}

[CanonicalMessage("CloseBillingAccount", 1, MessageKind.Command, Interfaces = "BIL-4")]
[Summary("Billing is to close an account after the last bill.")]
public sealed record CloseBillingAccount : IRequest
{
    [Summary("Identity of the request.")] public required RequestId RequestId { get; init; }
    [Summary("Account to close.")] public required AccountNumber AccountNo { get; init; }
    [Summary("Last day billed.")] public required DateOnly EndsOn { get; init; }
    [Summary("Why.")] public string? Reason { get; init; }
    [Summary("Order it belongs to.")] public OrderNumber? OrderNo { get; init; }
}

[CanonicalMessage("SetOnePointBilling", 1, MessageKind.Command, Interfaces = "BIL-4")]
[Summary("Billing is to put accounts together on one bill and share the income (一点收费).")]
public sealed record SetOnePointBilling : IRequest
{
    [Summary("Identity of the request.")] public required RequestId RequestId { get; init; }
    [Summary("Account that receives the one bill.")] public required AccountNumber PayingAccountNo { get; init; }
    [Summary("Accounts billed through it.")] public required IReadOnlyList<AccountNumber> MemberAccountNos { get; init; }
    [Summary("Who gets which share; together 10000 basis points.")] public required IReadOnlyList<SettlementShare> Shares { get; init; }
    [Summary("First period.")] public required BillingPeriod From { get; init; }
    [Summary("Order it belongs to.")] public OrderNumber? OrderNo { get; init; }
}

[CanonicalMessage("FindCurrentCharges", 1, MessageKind.Query, Interfaces = "BIL-5")]
[Summary("What does the customer, or one account, owe for the current period so far?")]
public sealed record FindCurrentCharges : IRequest
{
    [Summary("Identity of the question.")] public required RequestId RequestId { get; init; }
    [Summary("Customer.")] public required CustomerNumber CustomerNo { get; init; }
    [Summary("One account only.")] public AccountNumber? AccountNo { get; init; }
}

[CanonicalMessage("PostPayment", 1, MessageKind.Command, Interfaces = "BIL-6")]
[Summary("Billing is to post a payment to an account (销账).")]
public sealed record PostPayment : IRequest
{
    [Summary("Identity of the request.")] public required RequestId RequestId { get; init; }
    [Summary("Payment.")] public required PaymentNumber PaymentNo { get; init; }
    [Summary("Account.")] public required AccountNumber AccountNo { get; init; }
    [Summary("Bill, if the payment is for one.")] public BillNumber? BillNo { get; init; }
    [Summary("Amount.")] public required Money Amount { get; init; }
    [Summary("How it was paid.")] public required PaymentChannel Channel { get; init; }
    [Summary("When the money was there.")] public required DateTimeOffset PaidAt { get; init; }
}
