using System.Data.Common;
using Integration.CoreApp.Shared;

namespace Integration.Hub.Operations.Alerts;

/// <summary>
/// Raises alerts and ends them. One node does it for all, as long as it lives; the next one takes its turn a few seconds after. That there is one alert
/// for one cause is held by the database, should two nodes ever look at once.
/// </summary>
public sealed class AlertWatch(OperationsStore store, Func<CancellationToken, Task<Sight>> look, AlertBook book, IReadOnlyList<IAlertRoute> routes)
{
    /// <summary>A cause must be gone for so long: a circuit that closes and opens again is one fault.</summary>
    public static readonly TimeSpan GoneFor = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(6);
    private readonly Dictionary<(string Rule, string Subject), DateTimeOffset> _seenFrom = [], _goneFrom = [];

    /// <summary>This node was the one that looked, the last time.</summary>
    public bool HasTurn { get; private set; }

    /// <summary>False: it is another node's turn.</summary>
    public async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        HasTurn = await MyTurnAsync(cancellationToken);
        if (!HasTurn)
        {
            _seenFrom.Clear();
            _goneFrom.Clear();
            return false;
        }
        var rules = await book.RulesAsync(cancellationToken);
        var causes = Lasting(AlertCauses.Of(await look(cancellationToken), rules), rules);
        await using var connection = await store.Open(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var standing = await store.Tables.ReadAsync(connection, transaction, "SELECT id, rule, subject, severity FROM {t}alert WHERE ended_at IS NULL ORDER BY id", r => new Standing(r.Text("id")!, r.Text("rule")!, r.Text("subject")!, Enum.Parse<CanonicalModel.Severity>(r.Text("severity")!, ignoreCase: true)), cancellationToken);
        foreach (var cause in causes)
        {
            if (standing.FirstOrDefault(s => s.IsOf(cause)) is not { } known)
                await RaiseAsync(connection, transaction, cause, cancellationToken);
            else if (AlertRule.IsWorse(cause.Rule, known.Rule))
                await WorsenAsync(connection, transaction, known, cause, cancellationToken);
        }
        foreach (var known in standing)
        {
            if (IsGone((AlertRule.Family(known.Rule), known.Subject), causes.Any(known.IsOf)))
                await EndAsync(connection, transaction, known.Id, cancellationToken);
        }
        await NoticeAsync(connection, transaction, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private async Task<bool> MyTurnAsync(CancellationToken cancellationToken)
    {
        var now = store.Time.GetUtcNow();
        await using var connection = await store.Open(cancellationToken);
        return await store.Tables.RunAsync(connection, null, """
            INSERT INTO {t}turn AS t (name, node, until) VALUES ('alerts', @node, @until)
            ON CONFLICT (name) DO UPDATE SET node = excluded.node, until = excluded.until WHERE t.node = excluded.node OR t.until < @now
            """, cancellationToken, ("node", store.Node), ("until", now + Turn), ("now", now)) == 1;
    }

    // Of what is counted, so long as the rule says; what has its own instant has been looked at with that.
    private List<Cause> Lasting(IReadOnlyList<Cause> causes, IReadOnlyList<AlertRule> rules)
    {
        var now = store.Time.GetUtcNow();
        foreach (var gone in _seenFrom.Keys.Except(causes.Select(c => (c.Rule, c.Subject))).ToList())
            _seenFrom.Remove(gone);
        foreach (var cause in causes)
            _seenFrom.TryAdd((cause.Rule, cause.Subject), now);
        return [.. causes.Where(c => c.Rule is not (AlertRule.QueueDepth or AlertRule.ErrorRate) || now - _seenFrom[(c.Rule, c.Subject)] >= rules.First(r => r.Code == c.Rule).For)];
    }

    private bool IsGone((string, string) cause, bool seen)
    {
        if (seen)
        {
            _goneFrom.Remove(cause);
            return false;
        }
        _goneFrom.TryAdd(cause, store.Time.GetUtcNow());
        return store.Time.GetUtcNow() - _goneFrom[cause] >= GoneFor && _goneFrom.Remove(cause);
    }

    private Task<int> RaiseAsync(DbConnection connection, DbTransaction transaction, Cause cause, CancellationToken cancellationToken)
    {
        var now = store.Time.GetUtcNow();
        return store.Tables.RunAsync(connection, transaction, """
            INSERT INTO {t}alert (id, rule, subject, system, severity, words, raised_at) VALUES (@id, @rule, @subject, @system, @severity, @words, @now)
            ON CONFLICT (rule, subject) WHERE ended_at IS NULL DO NOTHING
            """, cancellationToken, ("id", Guid.CreateVersion7(now).ToString("N")), ("rule", cause.Rule), ("subject", cause.Subject), ("system", cause.System), ("severity", cause.Severity.ToString().ToLowerInvariant()), ("words", cause.Words), ("now", now));
    }

    // The same fault, seen more clearly: the alert says so from now on, and whoever is told only of what is as bad as this now is.
    private Task<int> WorsenAsync(DbConnection connection, DbTransaction transaction, Standing known, Cause cause, CancellationToken cancellationToken) => store.Tables.RunAsync(connection, transaction, """
        UPDATE {t}alert SET rule = @rule, words = @words, severity = @severity, told_at = CASE WHEN @worse = 1 THEN NULL ELSE told_at END WHERE id = @id AND ended_at IS NULL
        """, cancellationToken, ("id", known.Id), ("rule", cause.Rule), ("words", cause.Words), ("severity", (cause.Severity > known.Severity ? cause.Severity : known.Severity).ToString().ToLowerInvariant()), ("worse", cause.Severity > known.Severity ? 1L : 0L));

    private Task EndAsync(DbConnection connection, DbTransaction transaction, string id, CancellationToken cancellationToken) => store.Tables.RunAsync(connection, transaction, """
        UPDATE {t}alert SET ended_at = @now WHERE id = @id AND ended_at IS NULL
        """, cancellationToken, ("id", id), ("now", store.Time.GetUtcNow()));

    // Of what was silent when it was raised and stands when the silence ends, people are told then; of what ended unheard, never.
    private async Task NoticeAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var now = store.Time.GetUtcNow();
        var raised = await store.Tables.ReadAsync(connection, transaction, """
            SELECT a.id, a.severity FROM {t}alert a WHERE a.told_at IS NULL AND a.ended_at IS NULL
              AND NOT EXISTS (SELECT 1 FROM {t}silence s WHERE s.rule = a.rule AND s.subject = a.subject AND s.until > @now)
            """, r => (Id: r.Text("id")!, Severity: Enum.Parse<CanonicalModel.Severity>(r.Text("severity")!, ignoreCase: true)), cancellationToken, ("now", now));
        foreach (var (id, severity) in raised)
        {
            foreach (var route in routes.Where(r => severity >= r.From))
                await store.Tables.RunAsync(connection, transaction, "INSERT INTO {t}notice (alert, what, route, attempts, due_at) VALUES (@id, 'raised', @route, 0, @now) ON CONFLICT DO NOTHING", cancellationToken, ("id", id), ("route", route.Name), ("now", now));
            await store.Tables.RunAsync(connection, transaction, "UPDATE {t}alert SET told_at = @now WHERE id = @id", cancellationToken, ("id", id), ("now", now));
        }
        await store.Tables.RunAsync(connection, transaction, """
            INSERT INTO {t}notice (alert, what, route, attempts, due_at)
            SELECT n.alert, 'ended', n.route, 0, @now FROM {t}notice n JOIN {t}alert a ON a.id = n.alert
            WHERE n.what = 'raised' AND a.ended_at >= @lately AND NOT EXISTS (SELECT 1 FROM {t}notice e WHERE e.alert = n.alert AND e.what = 'ended' AND e.route = n.route)
            """, cancellationToken, ("now", now), ("lately", now.AddHours(-1)));
    }

    private sealed record Standing(string Id, string Rule, string Subject, CanonicalModel.Severity Severity)
    {
        public bool IsOf(Cause cause) => (AlertRule.Family(Rule), Subject) == (AlertRule.Family(cause.Rule), cause.Subject);
    }
}
