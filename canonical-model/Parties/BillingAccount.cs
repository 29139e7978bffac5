namespace Integration.CanonicalModel;

[Summary("A billing account (帐户): who pays, how, and with whom it is billed together.")]
public record BillingAccount
{
    [Summary("Number of the account.")] public required AccountNumber AccountNo { get; init; }
    [Summary("Customer it belongs to.")] public required CustomerNumber CustomerNo { get; init; }
    [Summary("Name of the account on the bill.")] public required string Name { get; init; }
    [Summary("Status.")] public required BillingAccountStatus Status { get; init; }
    [Summary("Name of the payer, if not the customer.")] public string? PayerName { get; init; }
    [Summary("Where the bill is sent.")] public string? BillAddress { get; init; }
    [Summary("How it is paid.")] public PaymentMethod? PaymentMethod { get; init; }
    [Summary("Bank account for direct debit (托收).")] public BankAccount? DirectDebit { get; init; }
    [Summary("Credit limit.")] public Money? CreditLimit { get; init; }
    [Summary("One-point billing (一点收费), if the account takes part in it.")] public OnePointBilling? OnePointBilling { get; init; }
    [Summary("Opened on.")] public DateOnly? OpenedOn { get; init; }
    [Summary("Closed on.")] public DateOnly? ClosedOn { get; init; }
}

[Summary("Status of a billing account.")]
public enum BillingAccountStatus
{
    Open,
    Suspended,
    Closed,
}

[Summary("An account at a bank.")]
public sealed record BankAccount
{
    [Summary("Bank, by its clearing code or name.")] public required string Bank { get; init; }
    [Summary("Branch.")] public string? Branch { get; init; }
    [Summary("Account number.")] public required BankAccountNumber Number { get; init; }
    [Summary("Holder's name.")] public required string Holder { get; init; }
    [Summary("Mandate or authorisation number of the direct debit.")] public string? Mandate { get; init; }
}

[Summary("How an account is paid: cash 现金, bankTransfer 银行转账, directDebit 银行托收, onePoint 一点收费 by another account.")]
public enum PaymentMethod
{
    Cash,
    BankTransfer,
    DirectDebit,
    OnePoint,
}

[Summary("One account pays for many, over city and province borders (一点收费).")]
public sealed record OnePointBilling
{
    [Summary("Number of the group (一点收费群号).")] public required string GroupNo { get; init; }
    [Summary("Account that receives the one bill.")] public required AccountNumber PayingAccountNo { get; init; }
    [Summary("Which share of whose bills it pays.")] public required IReadOnlyList<OnePointShare> Shares { get; init; }
    [Summary("Who gets which share of the income. Together 10000 basis points.")] public IReadOnlyList<SettlementShare> Settlement { get; init; } = [];
}

[Summary("The share of an account's bills that the paying account pays.")]
public sealed record OnePointShare
{
    [Summary("Account whose bills are paid.")] public required AccountNumber AccountNo { get; init; }
    [Summary("Share in basis points: 10000 is all of it.")] public required int BasisPoints { get; init; }
}

[Summary("A unit's share of the income of a one-point bill (结算比例).")]
public sealed record SettlementShare
{
    [Summary("Unit that gets the share.")] public required OrgUnitCode OrgUnit { get; init; }
    [Summary("Share in basis points: 10000 is all of it.")] public required int BasisPoints { get; init; }
}

[Summary("A contract with the customer (合同/协议).")]
public record Agreement
{
    [Summary("Number.")] public required AgreementNumber AgreementNo { get; init; }
    [Summary("Customer.")] public required CustomerNumber CustomerNo { get; init; }
    [Summary("Type, as the operator classifies it.")] public required string Type { get; init; }
    [Summary("Status (TMF651).")] public required AgreementStatus Status { get; init; }
    [Summary("First day.")] public required DateOnly StartsOn { get; init; }
    [Summary("Last day; open-ended if absent.")] public DateOnly? EndsOn { get; init; }
    [Summary("Agreed amount.")] public Money? Amount { get; init; }
    [Summary("Discount policy in words.")] public string? DiscountPolicy { get; init; }
    [Summary("Service level agreement in words.")] public string? Sla { get; init; }
    [Summary("Documents.")] public IReadOnlyList<DocumentReference> Documents { get; init; } = [];
}

[Summary("Status of an agreement (TMF651).")]
public enum AgreementStatus
{
    InProcess,
    Validated,
    Active,
    Suspended,
    Terminated,
}

[Summary("Where a document lies.")]
public sealed record DocumentReference
{
    [Summary("Title.")] public required string Title { get; init; }
    [Summary("Address or archive number.")] public required string Location { get; init; }
}
