using System.Data.Common;
using Integration.CoreApp.Shared;
using Integration.Hub;

namespace Integration.CoreApp.Payments.Overdue;

/// <summary>A debit whose result should have come.</summary>
/// <param name="Bank">Clearing code of the debtor's bank.</param>
/// <param name="Day">On which it is collected; asked for later: the day on which it was asked for.</param>
/// <param name="DueAt">By which its result should have been here.</param>
public sealed record OverdueDebit(string DebitNo, string PaymentNo, string Bank, DateOnly Day, DateTimeOffset DueAt, long Fen, string? AccountNo);

/// <summary>Which debits are without a result after its hour. Read from the facts and the clock alone.</summary>
/// <param name="open">An open connection of its own; disposed after the question.</param>
public sealed class OverdueDebits(Func<CancellationToken, ValueTask<DbConnection>> open, SqlDialect dialect, ResultsBy by, TimeProvider time)
{
    private readonly TableSpace _tables = PaymentsSubscriber.Tables(dialect);

    /// <summary>Longest overdue first.</summary>
    public Task<IReadOnlyList<OverdueDebit>> ListAsync(int limit, CancellationToken cancellationToken) => ReadAsync("""
        SELECT subject, payment_no, debtor_bank, debit_day, fen, account_no FROM {t}movement WHERE state = 'instructed' AND debit_day <= @last
        ORDER BY debit_day, debtor_bank, subject LIMIT @limit
        """, Debit, cancellationToken, ("last", by.LastDue(time.GetUtcNow())), ("limit", (long)limit));

    /// <summary>Banks and days without all their results, of which nobody was told yet.</summary>
    internal Task<IReadOnlyList<DebitDay>> UntoldAsync(CancellationToken cancellationToken) => ReadAsync("""
        SELECT DISTINCT m.debtor_bank, m.debit_day FROM {t}movement m WHERE m.state = 'instructed' AND m.debit_day <= @last
          AND NOT EXISTS (SELECT 1 FROM {t}overdue o WHERE o.debtor_bank = m.debtor_bank AND o.debit_day = m.debit_day) ORDER BY 2, 1
        """, Day, cancellationToken, ("last", by.LastDue(time.GetUtcNow())));

    /// <summary>Banks and days of which somebody was told and whose results have all come since, with the last one's hour.</summary>
    internal Task<IReadOnlyList<(DebitDay Day, DateTimeOffset CameAt)>> CameAsync(CancellationToken cancellationToken) => ReadAsync("""
        SELECT o.debtor_bank, o.debit_day, (SELECT MAX(m.result_at) FROM {t}movement m WHERE m.debit_day = o.debit_day AND m.debtor_bank = o.debtor_bank) AS came_at
        FROM {t}overdue o WHERE o.closed_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM {t}movement m WHERE m.debit_day = o.debit_day AND m.debtor_bank = o.debtor_bank AND m.state = 'instructed') ORDER BY 2, 1
        """, r => (Day(r), r.Instant("came_at") ?? by.Due(r.Day("debit_day")!.Value)), cancellationToken);

    internal Task ToldAsync(DebitDay day, CancellationToken cancellationToken) => RunAsync(
        "INSERT INTO {t}overdue (debtor_bank, debit_day, raised_at) VALUES (@bank, @day, @at) ON CONFLICT (debtor_bank, debit_day) DO NOTHING", day, time.GetUtcNow(), cancellationToken);

    internal Task ClosedAsync(DebitDay day, DateTimeOffset cameAt, CancellationToken cancellationToken) => RunAsync(
        "UPDATE {t}overdue SET closed_at = @at WHERE debtor_bank = @bank AND debit_day = @day AND closed_at IS NULL", day, cameAt, cancellationToken);

    internal DateTimeOffset Due(DateOnly day) => by.Due(day);

    private async Task RunAsync(string sql, DebitDay day, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        await _tables.RunAsync(connection, null, sql, cancellationToken, ("bank", day.Bank), ("day", day.Day), ("at", at));
    }

    private async Task<IReadOnlyList<T>> ReadAsync<T>(string sql, Func<DbDataReader, T> read, CancellationToken cancellationToken, params (string, object?)[] values)
    {
        await using var connection = await open(cancellationToken);
        return await _tables.ReadAsync(connection, null, sql, read, cancellationToken, values);
    }

    private OverdueDebit Debit(DbDataReader r) => new(
        r.Text("subject")!["debit:".Length..], r.Text("payment_no")!, r.Text("debtor_bank")!, r.Day("debit_day")!.Value, by.Due(r.Day("debit_day")!.Value), r.Whole("fen")!.Value, r.Text("account_no"));

    private static DebitDay Day(DbDataReader r) => new(r.Text("debtor_bank")!, r.Day("debit_day")!.Value);
}

/// <param name="Bank">Clearing code of the debtors' bank; empty for debits that an older version wrote down.</param>
internal readonly record struct DebitDay(string Bank, DateOnly Day);
