namespace Integration.CanonicalModel;

[Summary("The bill of one account for one period (TMF678). Amounts in fen.")]
public record CustomerBill
{
    [Summary("Billing's number of the bill.")] public required BillNumber BillNo { get; init; }
    [Summary("Account billed.")] public required AccountNumber AccountNo { get; init; }
    [Summary("Customer.")] public required CustomerNumber CustomerNo { get; init; }
    [Summary("Customer's name as billing has it.")] public string? CustomerName { get; init; }
    [Summary("Month billed.")] public required BillingPeriod Period { get; init; }
    [Summary("State (TMF678).")] public required BillState State { get; init; }
    [Summary("Amount due (应收).")] public required Money AmountDue { get; init; }
    [Summary("Amount paid so far (实收).")] public required Money AmountPaid { get; init; }
    [Summary("Still open (欠费).")] public Money? AmountArrears { get; init; }
    [Summary("To be paid by.")] public DateOnly? DueDate { get; init; }
    [Summary("What the amount is made of.")] public required IReadOnlyList<BillItem> Items { get; init; }
}

[Summary("A line of a bill.")]
public sealed record BillItem
{
    [Summary("Item code in billing's price list.")] public required string Code { get; init; }
    [Summary("Name that the customer reads.")] public required string Name { get; init; }
    [Summary("Amount; negative for a credit.")] public required Money Amount { get; init; }
    [Summary("Service it is for; absent for the account as a whole.")] public ServiceNumber? ServiceNo { get; init; }
}

[Summary("State of a bill: TMF678's, and overdue (欠费) for one not settled on its due date.")]
public enum BillState
{
    New,
    OnHold,
    Validated,
    Sent,
    PartiallyPaid,
    Settled,
    Overdue,
}

[Summary("What a service number used in a day or month.")]
public record UsageSummary
{
    [Summary("Phone or circuit number.")] public required ServiceNumber ServiceNo { get; init; }
    [Summary("Account billed.")] public required AccountNumber AccountNo { get; init; }
    [Summary("Customer.")] public CustomerNumber? CustomerNo { get; init; }
    [Summary("First day counted.")] public required DateOnly From { get; init; }
    [Summary("Last day counted.")] public required DateOnly To { get; init; }
    [Summary("Charge for all of it.")] public required Money Charge { get; init; }
    [Summary("By kind of use.")] public required IReadOnlyList<UsageItem> Items { get; init; }
}

[Summary("One kind of use.")]
public sealed record UsageItem
{
    [Summary("Kind of use, as billing names it.")] public required string Code { get; init; }
    [Summary("How much.")] public required long Quantity { get; init; }
    [Summary("What the quantity counts.")] public required UsageUnit Unit { get; init; }
    [Summary("Charge.")] public required Money Charge { get; init; }
}

[Summary("What a usage quantity counts.")]
public enum UsageUnit
{
    Calls,
    Seconds,
    Kilobytes,
    Messages,
    Days,
}

[Summary("A payment received or collected.")]
public record Payment
{
    [Summary("Number of the payment, unique at its source.")] public required PaymentNumber PaymentNo { get; init; }
    [Summary("Account it is for, if known.")] public AccountNumber? AccountNo { get; init; }
    [Summary("Bill it is for, if the payer said so.")] public BillNumber? BillNo { get; init; }
    [Summary("Amount.")] public required Money Amount { get; init; }
    [Summary("How it was paid.")] public required PaymentChannel Channel { get; init; }
    [Summary("When the money was there.")] public required DateTimeOffset PaidAt { get; init; }
    [Summary("Payer's name, as the bank has it.")] public string? PayerName { get; init; }
    [Summary("Payer's bank account.")] public BankAccountNumber? PayerAccount { get; init; }
    [Summary("What the payer wrote.")] public string? RemittanceText { get; init; }
}

[Summary("How a payment was made.")]
public enum PaymentChannel
{
    DirectDebit,
    BankTransfer,
    Counter,
    Online,
    Other,
}
