using Integration.CoreApp.Shared;

namespace Integration.Hub.Operations.Map;

/// <summary>What a broker says of one queue.</summary>
/// <param name="Address">Broker and queue, for screens: without secrets.</param>
/// <param name="Kind"><c>dead</c>: where it puts what nobody could take; <c>out</c>: where the hub sends to.</param>
/// <param name="Interfaces">Whose messages may lie there: several interfaces can share one dead-letter queue.</param>
/// <param name="Readers">Consumers that are connected.</param>
public sealed record QueueLook(string Address, string Kind, IReadOnlyList<string> Interfaces, long Messages, long Readers);

/// <summary>Asks brokers; leaves out what cannot be reached, for that is told by whoever works with it.</summary>
public delegate Task<IReadOnlyList<QueueLook>> QueueLooking(CancellationToken cancellationToken);

/// <param name="UnreadSince">Since then messages lie there and nobody is connected to take them; null: not so.</param>
public sealed record QueueState(string Address, string Kind, string Interface, long Messages, long Readers, DateTimeOffset? UnreadSince);

/// <summary>How the queues of brokers stand, as one node has seen it for all.</summary>
public sealed class QueueBook(OperationsStore store)
{
    /// <summary>What is older is not believed any more.</summary>
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(30);

    public async Task NoteAsync(IReadOnlyList<QueueLook> looks, CancellationToken cancellationToken)
    {
        var now = store.Time.GetUtcNow();
        await using var connection = await store.Open(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var look in looks.OrderBy(l => l.Address, StringComparer.Ordinal).ThenBy(l => l.Kind, StringComparer.Ordinal))
        {
            foreach (var one in look.Interfaces.Order(StringComparer.Ordinal))
            {
                await store.Tables.RunAsync(connection, transaction, """
                    INSERT INTO {t}queue AS q (address, kind, interface, messages, readers, unread_since, seen_at) VALUES (@address, @kind, @interface, @messages, @readers, CASE WHEN @unread = 1 THEN CAST(@now AS {instant}) END, @now)
                    ON CONFLICT (address, kind, interface) DO UPDATE SET messages = excluded.messages, readers = excluded.readers, seen_at = excluded.seen_at,
                        unread_since = CASE WHEN @unread = 1 THEN COALESCE(q.unread_since, excluded.unread_since) END
                    """, cancellationToken, ("address", look.Address), ("kind", look.Kind), ("interface", one), ("messages", look.Messages), ("readers", look.Readers), ("unread", look is { Messages: > 0, Readers: 0 } ? 1L : 0L), ("now", now));
            }
        }
        await store.Tables.RunAsync(connection, transaction, "DELETE FROM {t}queue WHERE seen_at < @gone", cancellationToken, ("gone", now - TimeSpan.FromHours(1)));
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<QueueState>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await store.Open(cancellationToken);
        return await store.Tables.ReadAsync(connection, null, "SELECT address, kind, interface, messages, readers, unread_since FROM {t}queue WHERE seen_at > @after ORDER BY address, kind, interface",
            r => new QueueState(r.Text("address")!, r.Text("kind")!, r.Text("interface")!, r.Whole("messages")!.Value, r.Whole("readers")!.Value, r.Instant("unread_since")), cancellationToken, ("after", store.Time.GetUtcNow() - Believed));
    }
}
