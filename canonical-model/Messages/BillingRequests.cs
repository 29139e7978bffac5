using Integration.CanonicalModel.Shapes;

namespace Integration.CanonicalModel;

[CanonicalMessage("OpenBillingAccount", 1, MessageKind.Command, Interfaces = "BIL-4")]
[Summary("Billing is to open an account, or start billing a service on it.")]
public sealed record OpenBillingAccount : IRequest
{
    [Summary("Identity of the request; billing answers a repeat as it answered the first.")] public required RequestId RequestId { get; init; }
    [Summary("Account to open; absent if billing is to give the number.")] public AccountNumber? AccountNo { get; init; }
    [Summary("Customer.")] public required CustomerNumber CustomerNo { get; init; }
    [Summary("Customer's name.")] public required string CustomerName { get; init; }
    [Summary("Name of the account on the bill.")] public required string Name { get; init; }
    [Summary("How it is paid.")] public required PaymentMethod PaymentMethod { get; init; }
    [Summary("Where the bill is sent.")] public string? BillAddress { get; init; }
    [Summary("Services billed on it.")] public IReadOnlyList<ServiceNumber> ServiceNos { get; init; } = [];
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
    [Summary("New way of payment.")] public PaymentMethod? PaymentMethod { get; init; }
    [Summary("Services billed on it from now on.")] public IReadOnlyList<ServiceNumber> AddServiceNos { get; init; } = [];
    [Summary("Services no longer billed on it.")] public IReadOnlyList<ServiceNumber> RemoveServiceNos { get; init; } = [];
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
[Summary("Billing is to let one account pay shares of others' bills (一点收费). The list replaces the one before; an empty one ends the group.")]
public sealed record SetOnePointBilling : IRequest
{
    [Summary("Identity of the request.")] public required RequestId RequestId { get; init; }
    [Summary("Account that receives the one bill.")] public required AccountNumber PayingAccountNo { get; init; }
    [Summary("Number of the group (一点收费群号).")] public required string GroupNo { get; init; }
    [Summary("Which share of whose bills it pays.")] public required IReadOnlyList<OnePointShare> Shares { get; init; }
    [Summary("In force from this day on.")] public required DateOnly EffectiveOn { get; init; }
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
