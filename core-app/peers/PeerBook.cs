using Integration.CoreApp.Shared;
using Integration.Hub;

namespace Integration.CoreApp.Peers;

/// <summary>What this hub has to remember of its traffic with peers.</summary>
internal sealed class PeerBook(TableSpace tables, IInBoxTransaction transaction)
{
    public const string Sent = "sent", Received = "received";

    public Task<string?> UnitOfAsync(string customer, CancellationToken cancellationToken) =>
        TextAsync("SELECT org_unit AS v FROM {t}customer WHERE customer_no = @customer", cancellationToken, ("customer", customer));

    public Task CustomerAsync(string customer, string unit, DateTimeOffset at, CancellationToken cancellationToken) => RunAsync("""
        INSERT INTO {t}customer AS c (customer_no, org_unit, at) VALUES (@customer, @unit, @at)
        ON CONFLICT (customer_no) DO UPDATE SET org_unit = excluded.org_unit, at = excluded.at WHERE excluded.at >= c.at
        """, cancellationToken, ("customer", customer), ("unit", unit), ("at", at));

    /// <summary>Where the change came from that began the conversation; null: from nobody beyond a link.</summary>
    public Task<string?> OriginOfAsync(string conversation, CancellationToken cancellationToken) =>
        TextAsync("SELECT origin AS v FROM {t}conversation WHERE conversation_id = @id", cancellationToken, ("id", conversation));

    public Task ConversationAsync(string conversation, string origin, DateTimeOffset now, CancellationToken cancellationToken) => RunAsync("""
        INSERT INTO {t}conversation (conversation_id, origin, at) VALUES (@id, @origin, @at) ON CONFLICT (conversation_id) DO NOTHING
        """, cancellationToken, ("id", conversation), ("origin", origin), ("at", now));

    /// <summary>Nobody says anything in so old a conversation any more.</summary>
    public Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        RunAsync("DELETE FROM {t}conversation WHERE at < @before", cancellationToken, ("before", before));

    /// <summary>Peer to which a sub-order was sent or from which it was received.</summary>
    public Task<string?> SubOrderAsync(string order, string way, CancellationToken cancellationToken) =>
        TextAsync("SELECT unit AS v FROM {t}sub_order WHERE order_no = @order AND way = @way", cancellationToken, ("order", order), ("way", way));

    public Task NoteSubOrderAsync(string order, string way, string unit, string? parent, DateTimeOffset at, CancellationToken cancellationToken) => RunAsync("""
        INSERT INTO {t}sub_order (order_no, way, unit, parent_order_no, at) VALUES (@order, @way, @unit, @parent, @at)
        ON CONFLICT (order_no, way) DO UPDATE SET unit = excluded.unit
        """, cancellationToken, ("order", order), ("way", way), ("unit", unit), ("parent", parent), ("at", at));

    public async Task<bool> IsToldAsync(string warning, CancellationToken cancellationToken) =>
        await TextAsync("SELECT warning_id AS v FROM {t}warning WHERE warning_id = @id", cancellationToken, ("id", warning)) is not null;

    public Task ToldAsync(string warning, DateTimeOffset at, CancellationToken cancellationToken) =>
        RunAsync("INSERT INTO {t}warning (warning_id, at) VALUES (@id, @at) ON CONFLICT (warning_id) DO NOTHING", cancellationToken, ("id", warning), ("at", at));

    private Task RunAsync(string text, CancellationToken cancellationToken, params (string Name, object? Value)[] values) =>
        tables.RunAsync(transaction.Connection, transaction.Transaction, text, cancellationToken, values);

    private async Task<string?> TextAsync(string text, CancellationToken cancellationToken, params (string Name, object? Value)[] values) =>
        (await tables.ReadAsync(transaction.Connection, transaction.Transaction, text, r => r.Text("v"), cancellationToken, values)).FirstOrDefault();
}
