namespace Integration.Specs.Counterparts;

/// <summary>A debit as a bank reads it.</summary>
public sealed record BankDebit(string DebitNo, string Account, string Holder, long Fen);

/// <param name="BatchNo">The hub's number of it.</param>
public sealed record BankBatch(string BatchNo, IReadOnlyList<BankDebit> Debits)
{
    public long Fen => Debits.Sum(d => d.Fen);
}

/// <param name="Code">Why it was not collected; null: it was.</param>
public sealed record BankOutcome(BankDebit Debit, string? Code, string? Words, string Reference, DateTimeOffset At);

/// <summary>How a bank reads batches and writes results.</summary>
public interface IBankFormat
{
    /// <summary>The hub's interface ids end with it: A, B, C.</summary>
    string Suffix { get; }

    /// <summary>Folder in which batches come.</summary>
    string BatchFolder { get; }

    /// <summary>A done-file follows a result.</summary>
    bool DoneFile { get; }

    bool IsBatch(string name);

    /// <summary>Throws <see cref="InvalidDataException"/> if it is not what the contract says.</summary>
    BankBatch Read(byte[] file);

    string ResultName(DateTimeOffset at, int number);

    /// <param name="defects">What is to be wrong with it.</param>
    byte[] Write(BankBatch batch, IReadOnlyList<BankOutcome> outcomes, DateTimeOffset at, int number, IReadOnlySet<MoodKind> defects);
}
