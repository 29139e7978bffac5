using Integration.Hub;

namespace Integration.CoreApp.Payments.Ledger;

internal enum FactKind
{
    /// <summary>We want it collected.</summary>
    Instructed,

    /// <summary>The bank says that it has collected it.</summary>
    Settled,

    /// <summary>The bank says that it could not.</summary>
    Failed,

    /// <summary>The bank says that money has come in by itself.</summary>
    Received,

    /// <summary>It stands in a statement.</summary>
    Entry,

    /// <summary>Billing has posted it.</summary>
    Posted,

    /// <summary>Billing has refused to post it.</summary>
    Refused,
}

/// <summary>One thing that somebody said about a movement of money.</summary>
/// <param name="Subject">The movement: <c>debit:NO</c>, or <c>bank:REFERENCE</c> for money that came by itself.</param>
/// <param name="Content">What makes two facts of a kind the same one, however often it is said.</param>
/// <param name="Fen">Signed: negative for money that left.</param>
/// <param name="Day">The other side's day, in China.</param>
/// <param name="Code">Bank of a debit's debtor, reason of a failure or refusal, channel of a payment, reference of an entry.</param>
internal sealed record Fact(string Subject, FactKind Kind, string Content, long Fen, string Currency, DateOnly Day, DateTimeOffset At, MessageId Message, long Sequence, long Line)
{
    public string? Bank { get; init; }

    public string? AccountNo { get; init; }

    public string? BillNo { get; init; }

    public string? Code { get; init; }

    public string? Words { get; init; }
}

internal static class MessageTimes
{
    /// <summary>When this hub took a message, by the message's id: for commands, which say no time, and for what came late.</summary>
    public static DateTimeOffset ReceivedAt(this MessageId id) => DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(id.Value.ToString("N")[..12], 16));
}

/// <summary>Names of movements.</summary>
internal static class Subjects
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    public static string Debit(string debitNo) => "debit:" + debitNo;

    public static string Reference(string bank, string reference) => $"{bank}:{reference}";

    public static string Statement(string bank, string statementNo) => $"statement:{bank}:{statementNo}";

    /// <summary>Number under which billing posts the movement; no two movements share one.</summary>
    public static string PaymentNo(string subject) => subject.StartsWith("debit:", StringComparison.Ordinal) ? "DD-" + subject["debit:".Length..] : subject.Replace(':', '-');

    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(China).DateTime);
}
