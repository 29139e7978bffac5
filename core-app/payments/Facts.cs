using System.Security.Cryptography;
using Integration.CanonicalModel;
using Integration.CoreApp.Payments.Ledger;
using Integration.CoreApp.Shared;

namespace Integration.CoreApp.Payments;

/// <summary>Canonical messages → facts. What stands in a fact's content says when two messages say the same.</summary>
internal static class Facts
{
    public static Fact Of(Arrived<CollectDirectDebit> a)
    {
        var m = a.Message;
        var words = $"{m.Amount} from {m.Debtor.Bank} {m.Debtor.Number} for account {m.AccountNo}";
        return new Fact(Subjects.Debit(m.DebitNo.Value), FactKind.Instructed, Hash(m), m.Amount.Fen, m.Amount.Currency, m.CollectOn, a.Id.ReceivedAt(), a.Id, a.Sequence, a.Line)
        {
            AccountNo = m.AccountNo.Value,
            BillNo = m.BillNo?.Value,
            Code = m.Debtor.Bank,
            Words = words,
        };
    }

    public static Fact Of(Arrived<DirectDebitSettled> a)
    {
        var m = a.Message;
        return new Fact(Subjects.Debit(m.DebitNo.Value), FactKind.Settled, $"{a.Source} {m.Amount.Fen} {m.Amount.Currency}", m.Amount.Fen, m.Amount.Currency,
            Subjects.DayOf(m.OccurredAt), m.OccurredAt, a.Id, a.Sequence, a.Line) { Bank = a.Source, Code = m.BankReference };
    }

    public static Fact Of(Arrived<DirectDebitFailed> a)
    {
        var m = a.Message;
        return new Fact(Subjects.Debit(m.DebitNo.Value), FactKind.Failed, $"{a.Source} {m.ReasonCode}", 0, Money.Yuan,
            Subjects.DayOf(m.OccurredAt), m.OccurredAt, a.Id, a.Sequence, a.Line) { Bank = a.Source, Code = m.ReasonCode, Words = m.Reason };
    }

    public static Fact Of(Arrived<PaymentReceived> a)
    {
        var m = a.Message;
        return new Fact(Subjects.Reference(a.Source, m.PaymentNo.Value), FactKind.Received, $"{m.Amount.Fen} {m.Amount.Currency}", m.Amount.Fen, m.Amount.Currency,
            Subjects.DayOf(m.PaidAt), m.PaidAt, a.Id, a.Sequence, a.Line)
        {
            Bank = a.Source,
            AccountNo = m.AccountNo?.Value,
            BillNo = m.BillNo?.Value,
            Code = m.Channel.ToString(),
            Words = m.PayerName,
        };
    }

    public static Fact Of(Arrived<PaymentPosted> a, string subject)
    {
        var m = a.Message;
        return new Fact(subject, FactKind.Posted, $"{m.Amount.Fen} {m.Amount.Currency}", m.Amount.Fen, m.Amount.Currency,
            Subjects.DayOf(m.OccurredAt), m.OccurredAt, a.Id, a.Sequence, a.Line) { Words = m.AccountNo.Value };
    }

    public static Fact Of(Arrived<PaymentPostingRejected> a, string subject)
    {
        var m = a.Message;
        return new Fact(subject, FactKind.Refused, m.Code, 0, Money.Yuan, Subjects.DayOf(m.OccurredAt), m.OccurredAt, a.Id, a.Sequence, a.Line) { Code = m.Code, Words = m.Reason };
    }

    public static Statement StatementOf(Arrived<BankStatementIssued> a)
    {
        var m = a.Message;
        return new Statement(a.Source, m.StatementNo.Value, m.AccountNo.Value, m.From, m.To, m.Opening.Fen, m.Closing.Fen, m.Entries.Count, m.Entries.Sum(e => e.Amount.Fen),
            m.Opening.Currency, Hash(m with { OccurredAt = default }), null, a.Id);
    }

    public static IReadOnlyList<Fact> EntriesOf(Arrived<BankStatementIssued> a) => [.. a.Message.Entries.Select((e, i) => new Fact(
        e.DebitNo is { } debit ? Subjects.Debit(debit.Value) : Subjects.Reference(a.Source, e.BankReference),
        FactKind.Entry, $"{a.Message.StatementNo} no. {e.EntryNo}", e.Amount.Fen, e.Amount.Currency, e.BookedOn, a.Message.OccurredAt, a.Id, a.Sequence, i + 1)
    {
        Bank = a.Source,
        Code = e.BankReference,
        Words = e.PartyName,
    })];

    public static IReadOnlyList<BankStatementEntryBooked> BookedOf(Arrived<BankStatementIssued> a) => [.. a.Message.Entries.Select(e => new BankStatementEntryBooked
    {
        StatementNo = a.Message.StatementNo,
        EntryNo = e.EntryNo,
        BankReference = e.BankReference,
        Amount = e.Amount,
        BookedOn = e.BookedOn,
        DebitNo = e.DebitNo,
        PartyName = e.PartyName,
        PartyAccount = e.PartyAccount,
        RemittanceText = e.RemittanceText,
        OccurredAt = a.Message.OccurredAt,
    })];

    private static string Hash(object message) => Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Serialize(message)))[..32];
}
