using Integration.CanonicalModel.Shapes;

namespace Integration.CanonicalModel;

[CanonicalMessage("CollectDirectDebit", 1, MessageKind.Command, Interfaces = "BNK-1")]
[Summary("The bank is to collect an amount (托收).")]
public sealed record CollectDirectDebit
{
    [Summary("Number of the instruction; settled once, however often it is sent.")] public required DebitNumber DebitNo { get; init; }
    [Summary("Account it pays for.")] public required AccountNumber AccountNo { get; init; }
    [Summary("Bill it pays.")] public BillNumber? BillNo { get; init; }
    [Summary("Bank account to debit.")] public required BankAccount Debtor { get; init; }
    [Summary("Amount.")] public required Money Amount { get; init; }
    [Summary("To be collected on.")] public required DateOnly CollectOn { get; init; }
}

[CanonicalMessage("SubmitDirectDebit", 1, MessageKind.Command, Interfaces = "BNK-1")]
[Summary("A registered debit goes to its bank. Made of CollectDirectDebit exactly once per debit number, however often that one came.")]
public sealed record SubmitDirectDebit
{
    [Summary("Number of the instruction.")] public required DebitNumber DebitNo { get; init; }
    [Summary("Account it pays for.")] public required AccountNumber AccountNo { get; init; }
    [Summary("Bill it pays.")] public BillNumber? BillNo { get; init; }
    [Summary("Bank account to debit.")] public required BankAccount Debtor { get; init; }
    [Summary("Amount.")] public required Money Amount { get; init; }
    [Summary("To be collected on.")] public required DateOnly CollectOn { get; init; }
}

[CanonicalMessage("DirectDebitSettled", 1, MessageKind.Fact, Interfaces = "BNK-2")]
[Summary("The bank has collected the amount.")]
public sealed record DirectDebitSettled : IFact
{
    [Summary("Instruction.")] public required DebitNumber DebitNo { get; init; }
    [Summary("Amount collected.")] public required Money Amount { get; init; }
    [Summary("Bank's own reference.")] public string? BankReference { get; init; }
    [Summary("When it was settled.")] public required DateTimeOffset OccurredAt { get; init; }
}

[CanonicalMessage("DirectDebitFailed", 1, MessageKind.Fact, Interfaces = "BNK-2")]
[Summary("The bank could not collect the amount.")]
public sealed record DirectDebitFailed : IFact
{
    [Summary("Instruction.")] public required DebitNumber DebitNo { get; init; }
    [Summary("Bank's code of the reason.")] public required string ReasonCode { get; init; }
    [Summary("Reason in words.")] public string? Reason { get; init; }
    [Summary("When it failed.")] public required DateTimeOffset OccurredAt { get; init; }
}

[CanonicalMessage("BankStatementEntryBooked", 1, MessageKind.Fact, Interfaces = "BNK-3")]
[Summary("One entry of a bank statement, to be matched to payments (对账).")]
public sealed record BankStatementEntryBooked : IFact
{
    [Summary("Statement.")] public required BatchNumber StatementNo { get; init; }
    [Summary("Number of the entry within the statement.")] public required long EntryNo { get; init; }
    [Summary("Bank's own reference.")] public required string BankReference { get; init; }
    [Summary("Amount; negative if it left the account.")] public required Money Amount { get; init; }
    [Summary("Booked on.")] public required DateOnly BookedOn { get; init; }
    [Summary("Instruction it belongs to, if the bank says so.")] public DebitNumber? DebitNo { get; init; }
    [Summary("Name of the other party.")] public string? PartyName { get; init; }
    [Summary("Account of the other party.")] public BankAccountNumber? PartyAccount { get; init; }
    [Summary("What the payer wrote.")] public string? RemittanceText { get; init; }
    [Summary("When the statement was made.")] public required DateTimeOffset OccurredAt { get; init; }
}

[CanonicalMessage("BankStatementIssued", 1, MessageKind.Fact, Interfaces = "BNK-3")]
[Summary("A whole bank statement: opening balance, entries, closing balance.")]
public sealed record BankStatementIssued : IFact
{
    [Summary("Statement; unique at its bank.")] public required BatchNumber StatementNo { get; init; }
    [Summary("Our account at the bank.")] public required BankAccountNumber AccountNo { get; init; }
    [Summary("First day covered.")] public required DateOnly From { get; init; }
    [Summary("Last day covered.")] public required DateOnly To { get; init; }
    [Summary("Balance before the first entry; negative if overdrawn.")] public required Money Opening { get; init; }
    [Summary("Balance after the last entry.")] public required Money Closing { get; init; }
    [Summary("What was booked, in the order of the statement; none on a quiet day.")] public IReadOnlyList<BankStatementEntry> Entries { get; init; } = [];
    [Summary("When the statement was made.")] public required DateTimeOffset OccurredAt { get; init; }
}

[Summary("One booking of a bank statement.")]
public sealed record BankStatementEntry
{
    [Summary("Number of the entry within the statement.")] public required long EntryNo { get; init; }
    [Summary("Bank's own reference.")] public required string BankReference { get; init; }
    [Summary("Amount; negative if it left the account.")] public required Money Amount { get; init; }
    [Summary("Booked on.")] public required DateOnly BookedOn { get; init; }
    [Summary("Instruction it belongs to, if the bank says so.")] public DebitNumber? DebitNo { get; init; }
    [Summary("Name of the other party.")] public string? PartyName { get; init; }
    [Summary("Account of the other party.")] public BankAccountNumber? PartyAccount { get; init; }
    [Summary("What the payer wrote.")] public string? RemittanceText { get; init; }
}

[CanonicalMessage("PaymentReceived", 1, MessageKind.Fact, Interfaces = "BNK-4")]
[Summary("Money has come in.")]
public sealed record PaymentReceived : Payment, IFact
{
    [Summary("When the bank told us.")] public required DateTimeOffset OccurredAt { get; init; }
}
