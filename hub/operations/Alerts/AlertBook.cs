using System.Data.Common;
using System.Text.Json;
using Integration.CanonicalModel;
using Integration.CoreApp.Shared;

namespace Integration.Hub.Operations.Alerts;

/// <summary>Writes the audit log in the transaction of what a person did.</summary>
public delegate Task AuditWriting(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken);

/// <summary>Alerts as they stand in the database, and what people do to them and to their rules.</summary>
public sealed class AlertBook(OperationsStore store)
{
    private const string Columns = "a.id, a.rule, a.subject, a.system, a.severity, a.words, a.raised_at, a.ended_at, a.acknowledged_by, a.acknowledged_at, a.note, s.until AS silent_until, s.by_whom AS silent_by";
    private const string From = "{t}alert a LEFT JOIN {t}silence s ON s.rule = a.rule AND s.subject = a.subject AND s.until > @now";

    /// <param name="state"><c>standing</c>, <c>ended</c>, or null: both. The newest first.</param>
    public async Task<IReadOnlyList<Alert>> ListAsync(string? state, string? after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await store.Open(cancellationToken);
        return await store.Tables.ReadAsync(connection, null, $$"""
            SELECT {{Columns}} FROM {{From}}
            WHERE (@state = '' OR (@state = 'standing' AND a.ended_at IS NULL) OR (@state = 'ended' AND a.ended_at IS NOT NULL)) AND (@after = '' OR a.id < @after)
            ORDER BY a.id DESC LIMIT @limit
            """, Read, cancellationToken, ("now", store.Time.GetUtcNow()), ("state", state ?? ""), ("after", after ?? ""), ("limit", (long)limit));
    }

    public async Task<Alert?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var connection = await store.Open(cancellationToken);
        return await FindAsync(connection, null, id, cancellationToken);
    }

    /// <summary>Somebody looks after it. The first one who says so stays; null: there is no such alert.</summary>
    public Task<Alert?> AcknowledgeAsync(string id, string who, string? note, AuditWriting? audit, CancellationToken cancellationToken) => ChangeAsync(id, audit, (connection, transaction, _) => store.Tables.RunAsync(connection, transaction,
        "UPDATE {t}alert SET acknowledged_by = @who, acknowledged_at = @now, note = @note WHERE id = @id AND acknowledged_by IS NULL", cancellationToken, ("id", id), ("who", who), ("now", store.Time.GetUtcNow()), ("note", note)), cancellationToken);

    /// <summary>Nobody is told of this cause until then, also when it goes and comes back. Asked again, the new end counts.</summary>
    public Task<Alert?> SilenceAsync(string id, string who, DateTimeOffset until, string reason, AuditWriting? audit, CancellationToken cancellationToken) => ChangeAsync(id, audit, (connection, transaction, alert) => store.Tables.RunAsync(connection, transaction, """
        INSERT INTO {t}silence (rule, subject, until, by_whom, reason, at) VALUES (@rule, @subject, @until, @who, @reason, @now)
        ON CONFLICT (rule, subject) DO UPDATE SET until = excluded.until, by_whom = excluded.by_whom, reason = excluded.reason, at = excluded.at
        """, cancellationToken, ("rule", alert.Rule), ("subject", alert.Subject), ("until", until), ("who", who), ("reason", reason), ("now", store.Time.GetUtcNow())), cancellationToken);

    /// <summary>All rules, those of the program with what people changed of them.</summary>
    public async Task<IReadOnlyList<AlertRule>> RulesAsync(CancellationToken cancellationToken)
    {
        await using var connection = await store.Open(cancellationToken);
        var changed = (await store.Tables.ReadAsync(connection, null, "SELECT code, enabled, severity, threshold, for_ms, interfaces, version, changed_by, changed_at FROM {t}alert_rule", r => new AlertRule(
            r.Text("code")!, r.Whole("enabled") == 1, Enum.Parse<Severity>(r.Text("severity")!, ignoreCase: true), r.Whole("threshold")!.Value, TimeSpan.FromMilliseconds(r.Whole("for_ms")!.Value),
            JsonSerializer.Deserialize<string[]>(r.Text("interfaces")!)!, r.Whole("version")!.Value, r.Text("changed_by"), r.Instant("changed_at")), cancellationToken)).ToDictionary(r => r.Code);
        return [.. AlertRule.Usual.Select(u => changed.GetValueOrDefault(u.Code, u))];
    }

    /// <summary>False: somebody changed it since <see cref="AlertRule.Version"/>.</summary>
    public async Task<bool> PutRuleAsync(AlertRule rule, string who, AuditWriting? audit, CancellationToken cancellationToken)
    {
        await using var connection = await store.Open(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var taken = await store.Tables.RunAsync(connection, transaction, """
            INSERT INTO {t}alert_rule AS r (code, enabled, severity, threshold, for_ms, interfaces, version, changed_by, changed_at)
            SELECT @code, @enabled, @severity, @threshold, @for, @interfaces, @version + 1, @who, @now WHERE @version = 0 OR EXISTS (SELECT 1 FROM {t}alert_rule WHERE code = @code)
            ON CONFLICT (code) DO UPDATE SET enabled = excluded.enabled, severity = excluded.severity, threshold = excluded.threshold, for_ms = excluded.for_ms, interfaces = excluded.interfaces,
                version = excluded.version, changed_by = excluded.changed_by, changed_at = excluded.changed_at WHERE r.version = @version
            """, cancellationToken, ("code", rule.Code), ("enabled", rule.Enabled ? 1L : 0L), ("severity", rule.Severity.ToString().ToLowerInvariant()), ("threshold", rule.Threshold), ("for", (long)rule.For.TotalMilliseconds),
            ("interfaces", JsonSerializer.Serialize(rule.Interfaces)), ("version", rule.Version), ("who", who), ("now", store.Time.GetUtcNow()));
        if (taken == 0)
            return false;
        if (audit is not null)
            await audit(connection, transaction, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    internal static Alert Read(DbDataReader r) => new(
        r.Text("id")!, r.Text("rule")!, r.Text("subject")!, r.Text("system"), Enum.Parse<Severity>(r.Text("severity")!, ignoreCase: true), r.Text("words")!, r.Instant("raised_at")!.Value, r.Instant("ended_at"),
        r.Text("acknowledged_by"), r.Instant("acknowledged_at"), r.Text("note"), r.Instant("silent_until"), r.Text("silent_by"));

    internal async Task<Alert?> FindAsync(DbConnection connection, DbTransaction? transaction, string id, CancellationToken cancellationToken) =>
        (await store.Tables.ReadAsync(connection, transaction, $"SELECT {Columns} FROM {From} WHERE a.id = @id", Read, cancellationToken, ("now", store.Time.GetUtcNow()), ("id", id))).FirstOrDefault();

    private async Task<Alert?> ChangeAsync(string id, AuditWriting? audit, Func<DbConnection, DbTransaction, Alert, Task<int>> change, CancellationToken cancellationToken)
    {
        await using var connection = await store.Open(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await FindAsync(connection, transaction, id, cancellationToken) is not { } alert)
            return null;
        // What changed nothing, such as a second click, is not told in the audit log either.
        if (await change(connection, transaction, alert) > 0 && audit is not null)
            await audit(connection, transaction, cancellationToken);
        var changed = await FindAsync(connection, transaction, id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return changed;
    }
}
