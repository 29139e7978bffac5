using System.Data.Common;
using Integration.CoreApp.Shared;
using Integration.Hub;

namespace Integration.CoreApp.Payments;

/// <summary>A movement of money as it stands.</summary>
/// <param name="State">instructed, settled, failed, received, or unknown: only others speak of it.</param>
/// <param name="Booked">It stands in a statement.</param>
/// <param name="Posting">ordered, posted, rejected; null: nothing to post (yet).</param>
public sealed record PaymentView(
    string Subject, string PaymentNo, string? Bank, string? AccountNo, string? BillNo, long Fen, string Currency, DateOnly? Day, string State, bool Booked, string? Posting, DateTimeOffset ChangedAt);

/// <summary>One thing that was said about a movement.</summary>
public sealed record PaymentFact(string Kind, string Content, long Fen, DateOnly Day, string? Code, string? Words, MessageId Message);

/// <param name="State">open, explained, closed.</param>
/// <param name="OursFen">By what we knew; null: nothing.</param>
/// <param name="TheirsFen">By the other side.</param>
public sealed record PaymentDifference(
    long No, string Subject, string Kind, string? Bank, string State, long? OursFen, long? TheirsFen, string Words, DateOnly? Day, DateTimeOffset OpenedAt, DateTimeOffset ChangedAt, MessageId Message);

/// <summary>How a bank's statements of one day agree with what was known.</summary>
/// <param name="Bank">Empty: billing's postings and what no bank stands for.</param>
/// <param name="Day">Null: the difference has none.</param>
/// <param name="Differences">Those that are not closed.</param>
public sealed record Reconciled(string Bank, DateOnly? Day, long Agreed, long AgreedFen, IReadOnlyList<PaymentDifference> Differences)
{
    /// <summary>They speak of it and we know nothing.</summary>
    public long MissingHere => Differences.Count(d => d.OursFen is null && d.TheirsFen is not null);

    /// <summary>We know of it and they say nothing.</summary>
    public long MissingThere => Differences.Count(d => d.TheirsFen is null && d.OursFen is not null);
}

public sealed record DifferenceEvent(DateTimeOffset At, string What, string Who, string Words);

/// <summary>Questions to payments, and what people do with differences.</summary>
/// <param name="open">An open connection of its own; disposed after the question.</param>
public sealed class PaymentQueries(Func<CancellationToken, ValueTask<DbConnection>> open, SqlDialect dialect, TimeProvider time)
{
    private readonly TableSpace _tables = PaymentsSubscriber.Tables(dialect);

    /// <param name="state">Null: all.</param>
    /// <param name="text">Part of subject or account; null: all.</param>
    public Task<IReadOnlyList<PaymentView>> ListAsync(string? state, string? posting, string? text, int limit, CancellationToken cancellationToken) => ReadAsync("""
        SELECT * FROM {t}movement WHERE (@state = '' OR state = @state) AND (@posting = '' OR posting = @posting)
          AND (@text = '' OR subject LIKE @like OR account_no = @text OR payment_no = @text) ORDER BY changed_at DESC, subject LIMIT @limit
        """, View, cancellationToken, ("state", state ?? ""), ("posting", posting ?? ""), ("text", text ?? ""), ("like", $"%{text}%"), ("limit", (long)limit));

    /// <summary>By subject, payment number or debit number.</summary>
    public async Task<(PaymentView Payment, IReadOnlyList<PaymentFact> Facts)?> ShowAsync(string number, CancellationToken cancellationToken)
    {
        var found = await ReadAsync("SELECT * FROM {t}movement WHERE subject = @no OR payment_no = @no OR subject = @debit LIMIT 1", View, cancellationToken, ("no", number), ("debit", "debit:" + number));
        return found.Count == 0 ? null : (found[0], await ReadAsync("SELECT * FROM {t}fact WHERE subject = @subject ORDER BY sequence, line", Fact, cancellationToken, ("subject", found[0].Subject)));
    }

    /// <param name="state">Null: all that are not closed; "all": every one.</param>
    public Task<IReadOnlyList<PaymentDifference>> DifferencesAsync(string? state, string? bank, int limit, CancellationToken cancellationToken) => ReadAsync(
        "SELECT * FROM {t}difference WHERE (@state = 'all' OR state = @state OR (@state = '' AND state <> 'closed')) AND (@bank = '' OR bank = @bank) ORDER BY no LIMIT @limit",
        Difference, cancellationToken, ("state", state ?? ""), ("bank", bank ?? ""), ("limit", (long)limit));

    public Task<IReadOnlyList<DifferenceEvent>> HistoryAsync(long no, CancellationToken cancellationToken) => ReadAsync(
        "SELECT * FROM {t}difference_event WHERE no = @no ORDER BY at", r => new DifferenceEvent(r.Instant("at")!.Value, r.Text("what")!, r.Text("who")!, r.Text("words")!), cancellationToken, ("no", no));

    /// <summary>Movements and fen by state: for comparing with a bank's own books.</summary>
    public Task<IReadOnlyList<(string Bank, string State, long Count, long Fen)>> TotalsAsync(CancellationToken cancellationToken) => ReadAsync(
        "SELECT COALESCE(bank, '') AS bank, state, COUNT(*) AS count, SUM(fen) AS fen FROM {t}movement GROUP BY COALESCE(bank, ''), state ORDER BY 1, 2",
        r => (r.Text("bank") ?? "", r.Text("state")!, r.Whole("count")!.Value, r.Whole("fen")!.Value), cancellationToken);

    /// <summary>What was compared with the banks' statements, by bank and day of the money; the newest day first.</summary>
    public async Task<IReadOnlyList<Reconciled>> ReconciledAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var agreed = await ReadAsync("""
            SELECT COALESCE(bank, '') AS bank, money_day AS day, COUNT(*) AS count, COALESCE(SUM(fen), 0) AS fen FROM {t}movement m
            WHERE booked = 1 AND money_day >= @from AND money_day <= @to AND NOT EXISTS (SELECT 1 FROM {t}difference d WHERE d.subject = m.subject AND d.state <> 'closed')
            GROUP BY COALESCE(bank, ''), money_day
            """, r => (Bank: r.Text("bank")!, Day: r.Day("day")!.Value, Count: r.Whole("count")!.Value, Fen: r.Whole("fen")!.Value), cancellationToken, ("from", from), ("to", to));
        var differing = await ReadAsync("SELECT * FROM {t}difference WHERE state <> 'closed' AND (day IS NULL OR (day >= @from AND day <= @to)) ORDER BY no", Difference, cancellationToken, ("from", from), ("to", to));
        var days = agreed.Select(a => (a.Bank, Day: (DateOnly?)a.Day)).Union(differing.Select(d => (Bank: d.Bank ?? "", d.Day)));
        return
        [
            .. from key in days
               let same = agreed.FirstOrDefault(a => a.Bank == key.Bank && a.Day == key.Day)
               let other = differing.Where(d => (d.Bank ?? "") == key.Bank && d.Day == key.Day).ToList()
               orderby key.Day descending, key.Bank
               select new Reconciled(key.Bank, key.Day, same.Count, same.Fen, other),
        ];
    }

    /// <summary>A person knows why: it stays on the list until the facts agree, or is closed. False: there is no such difference that is not closed.</summary>
    public Task<bool> ExplainAsync(long no, string who, string words, CancellationToken cancellationToken) => MoveAsync(no, "explained", who, words, cancellationToken);

    /// <summary>A person takes it as it is; it opens again only if its figures change.</summary>
    public Task<bool> CloseAsync(long no, string who, string words, CancellationToken cancellationToken) => MoveAsync(no, "closed", who, words, cancellationToken);

    private async Task<bool> MoveAsync(long no, string state, string who, string words, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var now = time.GetUtcNow();
        var moved = await _tables.RunAsync(connection, transaction, "UPDATE {t}difference SET state = @state, changed_at = @now WHERE no = @no AND state <> 'closed'", cancellationToken, ("state", state), ("now", now), ("no", no));
        if (moved == 0)
            return false;
        await _tables.RunAsync(connection, transaction, "INSERT INTO {t}difference_event (no, at, what, who, words) VALUES (@no, @now, @what, @who, @words)", cancellationToken,
            ("no", no), ("now", now), ("what", state), ("who", who), ("words", words));
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private async Task<IReadOnlyList<T>> ReadAsync<T>(string sql, Func<DbDataReader, T> read, CancellationToken cancellationToken, params (string, object?)[] values)
    {
        await using var connection = await open(cancellationToken);
        return await _tables.ReadAsync(connection, null, sql, read, cancellationToken, values);
    }

    private static PaymentView View(DbDataReader r) => new(
        r.Text("subject")!, r.Text("payment_no")!, r.Text("bank"), r.Text("account_no"), r.Text("bill_no"), r.Whole("fen")!.Value, r.Text("currency")!, r.Day("money_day"),
        r.Text("state")!, r.Whole("booked") == 1, r.Text("posting"), r.Instant("changed_at")!.Value);

    private static PaymentFact Fact(DbDataReader r) => new(
        r.Text("kind")!, r.Text("content")!, r.Whole("fen")!.Value, r.Day("day")!.Value, r.Text("code"), r.Text("words"), new MessageId(r.Id("message")!.Value));

    private static PaymentDifference Difference(DbDataReader r) => new(
        r.Whole("no")!.Value, r.Text("subject")!, r.Text("kind")!, r.Text("bank"), r.Text("state")!, r.Whole("ours_fen"), r.Whole("theirs_fen"), r.Text("words")!, r.Day("day"),
        r.Instant("opened_at")!.Value, r.Instant("changed_at")!.Value, new MessageId(r.Id("message")!.Value));
}
