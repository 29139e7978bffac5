using System.Text.Json;
using Integration.CoreApp.Shared;
using Integration.Hub.Core.Dispatch;

namespace Integration.Hub.Operations.Map;

/// <summary>What every node says of its calls where not all is well. A node that falls silent is not believed any more.</summary>
public sealed class SenderBook(OperationsStore store)
{
    private static readonly TimeSpan Silent = TimeSpan.FromSeconds(20), SayAgain = TimeSpan.FromSeconds(5);
    private string? _said;
    private DateTimeOffset _saidAt;

    /// <summary>Called again and again; writes where something has changed, and every few seconds while something is the matter.</summary>
    public async Task SayAsync(IReadOnlyDictionary<string, SenderHealth> senders, CancellationToken cancellationToken)
    {
        var now = store.Time.GetUtcNow();
        var rows = JsonSerializer.Serialize(senders.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => new
        {
            name = s.Key, failing = Sortable(s.Value.FailingSince), failed = Sortable(s.Value.FailedAt), error = s.Value.Error, slow = Sortable(s.Value.SlowSince),
        }));
        if (rows == _said && (senders.Count == 0 || now - _saidAt < SayAgain))
            return;
        await using var connection = await store.Open(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await store.Tables.RunAsync(connection, transaction, $$"""
            DELETE FROM {t}sender WHERE node = @node AND interface NOT IN (SELECT u.name FROM {{store.Tables.Rows("name")}})
            """, cancellationToken, ("rows", rows), ("node", store.Node));
        await store.Tables.RunAsync(connection, transaction, $$"""
            INSERT INTO {t}sender (node, interface, failing_since, failed_at, error, slow_since, seen_at)
            SELECT @node, u.name, CAST(u.failing AS {instant}), CAST(u.failed AS {instant}), u.error, CAST(u.slow AS {instant}), @now FROM {{store.Tables.Rows("name", "failing", "failed", "error", "slow")}} WHERE true
            ON CONFLICT (node, interface) DO UPDATE SET failing_since = excluded.failing_since, failed_at = excluded.failed_at, error = excluded.error, slow_since = excluded.slow_since, seen_at = excluded.seen_at
            """, cancellationToken, ("rows", rows), ("node", store.Node), ("now", now));
        await transaction.CommitAsync(cancellationToken);
        (_said, _saidAt) = (rows, now);
    }

    /// <summary>By interface: of several nodes what is longest the matter.</summary>
    public async Task<IReadOnlyDictionary<string, SenderHealth>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await store.Open(cancellationToken);
        var said = await store.Tables.ReadAsync(connection, null, "SELECT interface, failing_since, failed_at, error, slow_since FROM {t}sender WHERE seen_at > @after",
            r => (Name: r.Text("interface")!, Health: new SenderHealth(r.Instant("failing_since"), r.Instant("failed_at"), r.Text("error"), r.Instant("slow_since"))), cancellationToken, ("after", store.Time.GetUtcNow() - Silent));
        return said.GroupBy(s => s.Name).ToDictionary(g => g.Key, g => new SenderHealth(
            g.Min(s => s.Health.FailingSince), g.Max(s => s.Health.FailedAt), g.MaxBy(s => s.Health.FailedAt).Health.Error, g.Min(s => s.Health.SlowSince)));
    }

    private static string? Sortable(DateTimeOffset? at) => at is { } when ? TableSpace.Sortable(TableSpace.Micro(when)) : null;
}
