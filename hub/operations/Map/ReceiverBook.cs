using System.Text.Json;
using Integration.CoreApp.Shared;

namespace Integration.Hub.Operations.Map;

/// <summary>A receiver as one node knows it.</summary>
public sealed record ReceiverState(string Node, string Interface, bool Up, DateTimeOffset Since, string? Error);

/// <summary>What every node says of its receivers. A node that falls silent is not believed any more.</summary>
public sealed class ReceiverBook(OperationsStore store)
{
    private static readonly TimeSpan Silent = TimeSpan.FromSeconds(20), SayAgain = TimeSpan.FromSeconds(5);
    private string _said = "";
    private DateTimeOffset _saidAt;

    /// <summary>Called again and again; writes where something has changed, and every few seconds.</summary>
    public async Task SayAsync(IReadOnlyDictionary<string, ChannelHealth> receivers, CancellationToken cancellationToken)
    {
        var now = store.Time.GetUtcNow();
        var rows = JsonSerializer.Serialize(receivers.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => new
        {
            name = r.Key, up = r.Value.Up ? "1" : "0", since = TableSpace.Sortable(TableSpace.Micro(r.Value.Since)), error = r.Value.LastError,
        }));
        if (receivers.Count == 0 || (rows == _said && now - _saidAt < SayAgain))
            return;
        await using var connection = await store.Open(cancellationToken);
        await store.Tables.RunAsync(connection, null, $$"""
            INSERT INTO {t}receiver (node, interface, up, since, error, seen_at)
            SELECT @node, u.name, CAST(u.up AS bigint), CAST(u.since AS {instant}), u.error, @now FROM {{store.Tables.Rows("name", "up", "since", "error")}} WHERE true
            ON CONFLICT (node, interface) DO UPDATE SET up = excluded.up, since = excluded.since, error = excluded.error, seen_at = excluded.seen_at
            """, cancellationToken, ("rows", rows), ("node", store.Node), ("now", now));
        (_said, _saidAt) = (rows, now);
    }

    public async Task<IReadOnlyList<ReceiverState>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await store.Open(cancellationToken);
        return await store.Tables.ReadAsync(connection, null, "SELECT node, interface, up, since, error FROM {t}receiver WHERE seen_at > @after ORDER BY interface, node",
            r => new ReceiverState(r.Text("node")!, r.Text("interface")!, r.Whole("up") == 1, r.Instant("since")!.Value, r.Text("error")), cancellationToken, ("after", store.Time.GetUtcNow() - Silent));
    }
}
