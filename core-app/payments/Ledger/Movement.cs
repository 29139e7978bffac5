namespace Integration.CoreApp.Payments.Ledger;

/// <summary>A movement of money: what its facts, in the order in which they were accepted, make of it. Pure.</summary>
internal sealed class Movement(string subject, IReadOnlyList<Fact> facts)
{
    public string Subject => subject;

    public Fact? Instruction { get; } = facts.FirstOrDefault(f => f.Kind == FactKind.Instructed);

    /// <summary>The first result stands; another one is a difference and never takes its place.</summary>
    public Fact? Result { get; } = facts.FirstOrDefault(f => f.Kind is FactKind.Settled or FactKind.Failed);

    public Fact? Notice { get; } = facts.FirstOrDefault(f => f.Kind == FactKind.Received);

    public IReadOnlyList<Fact> Results { get; } = [.. facts.Where(f => f.Kind is FactKind.Settled or FactKind.Failed)];

    public IReadOnlyList<Fact> Notices { get; } = [.. facts.Where(f => f.Kind == FactKind.Received)];

    public IReadOnlyList<Fact> Instructions { get; } = [.. facts.Where(f => f.Kind == FactKind.Instructed)];

    public IReadOnlyList<Fact> Entries { get; } = [.. facts.Where(f => f.Kind == FactKind.Entry)];

    public Fact? Posted { get; } = facts.FirstOrDefault(f => f.Kind == FactKind.Posted);

    public Fact? Refused { get; } = facts.LastOrDefault(f => f.Kind == FactKind.Refused);

    public Fact First => facts[0];

    public Fact Last => facts[^1];

    /// <summary>The bank's word that the money is there, by result or notice.</summary>
    public Fact? Money => Result is { Kind: FactKind.Settled } settled ? settled : Notice;

    public string? Bank => facts.Select(f => f.Bank).FirstOrDefault(b => b is not null);

    public string? AccountNo => Instruction?.AccountNo ?? Notice?.AccountNo;

    public string? BillNo => Instruction?.BillNo ?? Notice?.BillNo;

    /// <summary>Clearing code of the debtor's bank; empty where it is not known.</summary>
    public string DebtorBank => Instruction?.Code ?? "";

    /// <summary>On which the debit is collected; asked for later: the day on which it was asked for.</summary>
    public DateOnly? DebitDay => Instruction is { } asked ? Later(asked.Day, Subjects.DayOf(asked.At)) : null;

    /// <summary>When the result came here, whatever the bank says of when it was.</summary>
    public DateTimeOffset? ResultAt => Result?.Message.ReceivedAt();

    public long EntriesFen => Entries.Sum(e => e.Fen);

    public bool Booked => Entries.Count > 0;

    public string State => this switch
    {
        { Result.Kind: FactKind.Settled } => "settled",
        { Result.Kind: FactKind.Failed } => "failed",
        { Notice: not null } => "received",
        { Instruction: not null } => "instructed",
        _ => "unknown",
    };

    /// <summary>
    /// May billing post it? The money is there, exactly as much as was asked for, one word of the bank about it, and an account is known.
    /// Anything else is a difference first.
    /// </summary>
    public bool Postable => Money is { } money && AccountNo is not null && Results.Count <= 1 && Notices.Count <= 1
        && (money.Kind == FactKind.Received || (Instruction is { } i && i.Fen == money.Fen && i.Currency == money.Currency));

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}
