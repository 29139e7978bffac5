using System.Data.Common;
using System.Globalization;
using Integration.CoreApp.Archive.Crossing;
using Integration.CoreApp.Archive.Finding;
using Integration.CoreApp.Archive.Storage;
using Integration.CoreApp.Shared;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Purging;

/// <summary>
/// Clears away what the operator's rules let go: customers that left or were merged long ago and have nothing open, with all that is known of them; and old facts of those that stay.
/// Nothing goes that was not shown, and each customer is looked at again in the transaction in which it goes.
/// </summary>
/// <param name="open">An open connection of its own; disposed after use.</param>
public sealed class CustomerPurge(Func<CancellationToken, ValueTask<DbConnection>> open, SqlDialect dialect, PurgeRules rules, TimeProvider time)
{
    private const int Shown = 500;
    private const int AtOnce = 5000;

    private readonly TableSpace _tables = Sql.Tables(dialect);

    /// <param name="units">Subtrees; null: all.</param>
    public async Task<PurgePreview> PreviewAsync(IReadOnlyList<string>? units, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        var all = await CandidatesAsync(connection, null, units, null, cancellationToken);
        var history = new List<PurgeCount>();
        foreach (var (name, table, which) in PurgeSql.History)
        {
            var (text, values) = Old($"SELECT COUNT(*) AS n FROM {{t}}{table} x WHERE {which}", units);
            history.Add(new PurgeCount(name, (await _tables.ReadAsync(connection, null, text, r => r.Whole("n")!.Value, cancellationToken, values))[0]));
        }
        var go = all.Where(c => c.Held.Count == 0).ToList();
        return new PurgePreview(Before(rules.CustomersAfter), Before(rules.HistoryAfter), go.Count, all.Count - go.Count,
            [.. all.SelectMany(c => c.Held).GroupBy(h => h).Select(g => new PurgeCount(g.Key, g.Count())).OrderByDescending(c => c.Count)], history, [.. go.Concat(all.Where(c => c.Held.Count > 0)).Take(Shown)]);
    }

    /// <param name="confirmation">What the person typed: <see cref="PurgePreview.Confirmation"/>.</param>
    /// <exception cref="RequestRefusedException">purge.changed: it is not what was shown.</exception>
    public async Task<PurgeDone> RunAsync(string confirmation, bool history, Purger purger, CancellationToken cancellationToken)
    {
        var preview = await PreviewAsync(purger.OrgUnits, cancellationToken);
        if (preview.Confirmation(history) != confirmation)
            throw new RequestRefusedException("purge.changed", $"{preview.Confirmation(history)} records would go, not {confirmation}; look at them again");
        IReadOnlyList<PurgeCandidate> all;
        await using (var connection = await open(cancellationToken))
            all = await CandidatesAsync(connection, null, purger.OrgUnits, null, cancellationToken);
        var done = new PurgeDone(0, 0, 0);
        foreach (var candidate in all.Where(c => c.Held.Count == 0))
        {
            if (await OneAsync(candidate.CustomerNo, purger, cancellationToken) is { } facts)
                done = done with { Customers = done.Customers + 1, Facts = done.Facts + facts };
        }
        return history ? done with { History = await HistoryAsync(purger, cancellationToken) } : done;
    }

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<Tombstone>> TombstonesAsync(IReadOnlyList<string>? units, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        var q = new Question(dialect);
        return await q.AskAsync(connection, $"SELECT * FROM {{t}}customer_tombstone c WHERE {q.Scope(new Reach(units, null))} ORDER BY purged_at DESC, customer_no LIMIT {limit}", r => new Tombstone(
            r.Text("customer_no")!, r.Text("kind")!, r.Text("org_unit")!, r.Text("service_level")!, r.Instant("last_changed_at")!.Value, r.Whole("facts")!.Value, r.Text("purged_by")!, r.Instant("purged_at")!.Value), cancellationToken);
    }

    // Null: something has come up since, and it stays.
    private async Task<long?> OneAsync(string customerNo, Purger purger, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        Task<int> RunAsync(string text, params (string, object?)[] values) => _tables.RunAsync(connection, transaction, text, cancellationToken, [("no", customerNo), .. values]);
        if (dialect == SqlDialect.PostgreSql)
            await RunAsync("SELECT customer_no FROM {t}customer WHERE customer_no = @no FOR UPDATE");
        if ((await CandidatesAsync(connection, transaction, purger.OrgUnits, customerNo, cancellationToken)).SingleOrDefault() is not { Held.Count: 0 } found)
            return null;
        await new Structure(connection, transaction, dialect, time.GetUtcNow()).LockAsync(cancellationToken);
        long facts = 0;
        // A record that was merged goes alone: what came under its number belongs to the customer that it was merged into.
        foreach (var which in found.Kind == "left" ? PurgeSql.Facts.Concat(PurgeSql.Crossing) : [])
            facts += await RunAsync($"DELETE FROM {{t}}{which.Replace("{numbers}", PurgeSql.OfCustomer, StringComparison.Ordinal)}");
        foreach (var table in PurgeSql.Record)
            await RunAsync($"DELETE FROM {{t}}{table} WHERE customer_no = @no");
        await RunAsync("""
            INSERT INTO {t}customer_tombstone (customer_no, kind, org_unit, service_level, last_changed_at, facts, purged_by, purged_at) VALUES (@no, @kind, @unit, @level, @since, @facts, @who, @now)
            ON CONFLICT (customer_no) DO UPDATE SET kind = excluded.kind, last_changed_at = excluded.last_changed_at, facts = excluded.facts, purged_by = excluded.purged_by, purged_at = excluded.purged_at
            """, ("kind", found.Kind), ("unit", found.OrgUnit), ("level", found.ServiceLevel), ("since", found.Since), ("facts", facts), ("who", purger.Name), ("now", time.GetUtcNow()));
        await purger.Note(connection, transaction, customerNo, new { found.Kind, found.OrgUnit, found.Since, facts }, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return facts;
    }

    private async Task<long> HistoryAsync(Purger purger, CancellationToken cancellationToken)
    {
        long all = 0;
        var row = dialect == SqlDialect.PostgreSql ? "ctid" : "rowid";
        foreach (var (name, table, which) in PurgeSql.History)
        {
            var (text, values) = Old($"DELETE FROM {{t}}{table} WHERE {row} IN (SELECT x.{row} FROM {{t}}{table} x WHERE {which} LIMIT {AtOnce})", purger.OrgUnits);
            int gone;
            do
            {
                await using var connection = await open(cancellationToken);
                await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
                gone = await _tables.RunAsync(connection, transaction, text, cancellationToken, values);
                if (gone > 0)
                    await purger.Note(connection, transaction, name, new { before = Before(rules.HistoryAfter), gone }, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                all += gone;
            }
            while (gone == AtOnce);
        }
        return all;
    }

    private async Task<IReadOnlyList<PurgeCandidate>> CandidatesAsync(DbConnection connection, DbTransaction? transaction, IReadOnlyList<string>? units, string? customerNo, CancellationToken cancellationToken)
    {
        var (left, merged) = (Of("c"), Of("c"));
        var held = string.Join(", ", PurgeSql.Holds.Select(h => $"CASE WHEN {h.Condition} THEN 1 ELSE 0 END AS {h.Reason}"));
        const string Columns = "c.customer_no, c.name, c.org_unit, c.service_level";
        PurgeCandidate Read(DbDataReader r, string kind, IReadOnlyList<string> reasons) => new(r.Text("customer_no")!, r.Text("name")!, kind, r.Text("org_unit")!, r.Text("service_level")!, r.Instant("since")!.Value, reasons);
        var gone = await _tables.ReadAsync(connection, transaction, $$"""
            SELECT {{Columns}}, c.profile_at AS since, {{held}} FROM {t}customer c
            WHERE c.status = 'left' AND COALESCE((SELECT p.root_no FROM {t}party p WHERE p.party_no = c.customer_no), c.customer_no) = c.customer_no AND {{left.Condition}} ORDER BY c.customer_no
            """, r => Read(r, "left", [.. PurgeSql.Holds.Where(h => r.Whole(h.Reason) == 1).Select(h => h.Reason)]), cancellationToken, left.Values);
        var joined = await _tables.ReadAsync(connection, transaction, $$"""
            SELECT {{Columns}}, l.made_at AS since, CASE WHEN {{PurgeSql.HeldMerged}} THEN 1 ELSE 0 END AS held FROM {t}customer c JOIN {t}party_link l ON l.party_no = c.customer_no AND l.undone_at IS NULL WHERE {{merged.Condition}} ORDER BY c.customer_no
            """, r => Read(r, "merged", r.Whole("held") == 1 ? ["recent"] : []), cancellationToken, merged.Values);
        return [.. gone, .. joined];

        (string Condition, (string, object?)[] Values) Of(string customer)
        {
            var q = new Question(dialect).With("one", customerNo ?? "");
            var before = Before(rules.CustomersAfter);
            return ($"(@one = '' OR {customer}.customer_no = @one) AND {q.Scope(new Reach(units, null), customer)}", [.. q.Values, ("before", before), ("month", Month(before)), ("day", Today())]);
        }
    }

    private (string Text, (string, object?)[] Values) Old(string text, IReadOnlyList<string>? units)
    {
        var q = new Question(dialect);
        // Who left goes whole, with the facts, when nothing is open any more.
        var seen = $"(SELECT p.party_no FROM {{t}}party p JOIN {{t}}customer c ON c.customer_no = p.root_no WHERE c.status <> 'left' AND {q.Scope(new Reach(units, null))})";
        var before = Before(rules.HistoryAfter);
        return (text.Replace("{seen}", seen, StringComparison.Ordinal), [.. q.Values, ("before", before), ("month", Month(before)), ("day", DateOnly.FromDateTime(before.UtcDateTime))]);
    }

    private DateTimeOffset Before(TimeSpan age) => time.GetUtcNow() - age;

    private DateOnly Today() => DateOnly.FromDateTime(time.GetLocalNow().DateTime);

    private static string Month(DateTimeOffset at) => at.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
