using System.Security.Cryptography;
using System.Text;
using Integration.CanonicalModel;
using Integration.CoreApp.Shared;
using Integration.Hub;

namespace Integration.CoreApp.Orders;

/// <summary>Who wants something of the orders.</summary>
/// <param name="Name">Sign-in name; request ids are everybody's own.</param>
/// <param name="StaffId">As the order's history names the person.</param>
/// <param name="Note">Puts it into the audit log, in the transaction of the change: what, on what, before, after.</param>
public sealed record OrderPerson(string Name, string StaffId, string DisplayName, Func<IInBoxTransaction, string, string, object?, object?, CancellationToken, Task> Note);

/// <summary>The order has moved since the person looked at it; nothing was changed.</summary>
public sealed class StaleOrderException(long revision) : Exception($"the order has moved on since; it is at revision {revision} now")
{
    public long Revision { get; } = revision;
}

/// <summary>
/// Where people hand orders in and say what they want of them. What they say is a canonical message in the box like any other, and is carried out in the very
/// transaction in which it is accepted: whoever asked has the outcome with the answer, and whoever else wants it hears of it.
/// </summary>
/// <param name="write">Runs work in one transaction of the box.</param>
/// <param name="nextNumber">Numbers for orders.</param>
public sealed class OrderDesk(
    OrdersSubscriber orders, Func<Func<IInBoxTransaction, CancellationToken, Task>, CancellationToken, Task> write, Func<CancellationToken, ValueTask<long>> nextNumber, SqlDialect dialect, TimeProvider time)
{
    private const string Granted = "granted";

    private readonly TableSpace _tables = OrdersSubscriber.Tables(dialect);

    /// <summary>Plans the deliveries of what is said.</summary>
    public Func<Envelope, IReadOnlyList<DeliveryPlan>> Routes { get; set; } = _ => [];

    /// <summary>Hands an order in; the same request again makes nothing and tells the number.</summary>
    /// <param name="order">The order under the number that it gets.</param>
    /// <exception cref="OrderRefusedException">No template fits it any more.</exception>
    public async Task<string> PlaceAsync(string requestId, Func<OrderNumber, DateTimeOffset, ProductOrderPlaced> order, OrderPerson person, CancellationToken cancellationToken)
    {
        var made = "";
        await write(async (transaction, cancel) =>
        {
            if (await EarlierAsync(transaction, person, requestId, cancel) is { } earlier)
            {
                made = earlier;
                return;
            }

            var now = time.GetUtcNow();
            made = await FreeNumberAsync(transaction, now, cancel);
            var placed = order(new OrderNumber(made), now);
            await RememberAsync(transaction, person, requestId, made, cancel);
            await person.Note(transaction, "order.place", made, null, new { placed.Name, customerNo = placed.CustomerNo.Value, items = placed.Items.Count }, cancel);
            await CarryOutAsync(transaction, placed, made, $"order:{made}", OrdersSubscriber.Keys(placed.OrderNo, placed.CustomerNo), cancel);
            if ((await OneAsync(transaction, "SELECT order_no AS x FROM {t}product_order WHERE order_no = @no", cancel, ("no", made))).Count == 0)
                throw OrderRefusedException.Told("order.no-template", null, "no template, or several, carry this order out");
        }, cancellationToken);
        return made;
    }

    /// <summary>A wish; the same request again does nothing and ends as the first time.</summary>
    /// <param name="wish">It gets its number here.</param>
    /// <param name="revision">Of the order that the person saw; null: whatever it is.</param>
    /// <exception cref="OrderRefusedException">It is not granted, and the order's history says so.</exception>
    /// <exception cref="StaleOrderException">The order has moved on.</exception>
    public async Task ActAsync(string requestId, OrderActionRequested wish, string customerNo, long? revision, OrderPerson person, CancellationToken cancellationToken)
    {
        var (orderNo, outcome) = (wish.OrderNo.Value, "");
        await write(async (transaction, cancel) =>
        {
            if (await EarlierAsync(transaction, person, requestId, cancel) is { } earlier)
            {
                outcome = earlier;
                return;
            }

            if (revision is { } seen && await RevisionAsync(transaction, orderNo, cancel) is var now && now != seen)
                throw new StaleOrderException(now);
            var message = await CarryOutAsync(transaction, wish with { RequestId = NumberOf(person, requestId) }, orderNo, $"wish:{person.Name}:{requestId}", OrdersSubscriber.Keys(wish.OrderNo, new CustomerNumber(customerNo)), cancel);
            outcome = (await _tables.ReadAsync(transaction.Connection, transaction.Transaction, "SELECT code, step_key, note FROM {t}event WHERE order_no = @no AND message = @message AND what = 'refused'",
                r => string.Join('\n', r.Text("code") ?? "order.refused", r.Text("step_key"), r.Text("note")), cancel, ("no", orderNo), ("message", message.ToString()))).FirstOrDefault() ?? Granted;
            await RememberAsync(transaction, person, requestId, outcome, cancel);
            await person.Note(transaction, "order." + WireNames.Of(wish.Wish), orderNo, null, new { wish.Step, wish.Reason, outcome = outcome.Split('\n')[0] }, cancel);
        }, cancellationToken);
        if (outcome != Granted && outcome.Split('\n', 3) is [var code, var step, var note])
            throw OrderRefusedException.Told(code, step.Length == 0 ? null : step, note);
    }

    /// <summary>Something beside the order that is written once per request: a note, an attachment.</summary>
    /// <param name="what">Its identity, made anew.</param>
    /// <returns>Its identity, or that of the first time.</returns>
    public async Task<string> FileAsync(string requestId, string orderNo, string what, OrderPerson person, Func<IInBoxTransaction, string, CancellationToken, Task> file, CancellationToken cancellationToken)
    {
        var made = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        await write(async (transaction, cancel) =>
        {
            if (await EarlierAsync(transaction, person, requestId, cancel) is { } earlier)
            {
                made = earlier;
                return;
            }

            await RememberAsync(transaction, person, requestId, made, cancel);
            await file(transaction, made, cancel);
            await person.Note(transaction, what, orderNo, null, new { id = made }, cancel);
        }, cancellationToken);
        return made;
    }

    /// <summary>Work in one transaction of the box.</summary>
    public Task InTransactionAsync(Func<IInBoxTransaction, CancellationToken, Task> work, CancellationToken cancellationToken) => write(work, cancellationToken);

    // Everybody's own, and no longer than such a number may be, however long name and request are.
    private static RequestId NumberOf(OrderPerson person, string requestId) => new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{person.Name}\n{requestId}")))[..32]);

    // By the orders' own hand, here and now; their delivery of it is done, everybody else's is planned.
    private async Task<MessageId> CarryOutAsync<T>(IInBoxTransaction transaction, T message, string orderNo, string duplicateKey, SearchKey[] keys, CancellationToken cancellationToken)
        where T : class
    {
        var now = time.GetUtcNow();
        var envelope = Said.Envelope(message, "core", orderNo, duplicateKey, now) with { Keys = keys };
        await orders.HandleAsync(transaction, [new ClaimedDelivery(new DeliveryId(envelope.Id, orders.Name), 0, 1, orderNo, "", now, envelope)], cancellationToken);
        transaction.Publish(new AcceptItem(envelope, [.. Routes(envelope).Select(d => d.Subscriber == orders.Name ? d with { Done = true } : d)], []));
        return envelope.Id;
    }

    // Short: the numbers of work orders are made of it, and 97's are short.
    private async Task<string> FreeNumberAsync(IInBoxTransaction transaction, DateTimeOffset now, CancellationToken cancellationToken)
    {
        while (true)
        {
            var number = $"PO{now:yyMMdd}{await nextNumber(cancellationToken):D5}";
            if ((await OneAsync(transaction, "SELECT order_no AS x FROM {t}product_order WHERE order_no = @no", cancellationToken, ("no", number))).Count == 0)
                return number;
        }
    }

    // Two of one moment come one after the other.
    private async Task<string?> EarlierAsync(IInBoxTransaction transaction, OrderPerson person, string requestId, CancellationToken cancellationToken)
    {
        if (dialect == SqlDialect.PostgreSql)
            await _tables.RunAsync(transaction.Connection, transaction.Transaction, "SELECT pg_advisory_xact_lock(@lock)", cancellationToken, ("lock", TableMigrations.LockOf($"order entry {person.Name} {requestId}")));
        return (await OneAsync(transaction, "SELECT result AS x FROM {t}entry WHERE who = @who AND request_id = @id", cancellationToken, ("who", person.Name), ("id", requestId))).FirstOrDefault();
    }

    private Task<int> RememberAsync(IInBoxTransaction transaction, OrderPerson person, string requestId, string result, CancellationToken cancellationToken) => _tables.RunAsync(transaction.Connection, transaction.Transaction,
        "INSERT INTO {t}entry (who, request_id, result, at) VALUES (@who, @id, @result, @at)", cancellationToken, ("who", person.Name), ("id", requestId), ("result", result), ("at", time.GetUtcNow()));

    // Locked until the wish is carried out.
    private async Task<long> RevisionAsync(IInBoxTransaction transaction, string orderNo, CancellationToken cancellationToken) => (await _tables.ReadAsync(transaction.Connection, transaction.Transaction,
        "SELECT revision FROM {t}product_order WHERE order_no = @no" + (dialect == SqlDialect.PostgreSql ? " FOR UPDATE" : ""), r => r.Whole("revision")!.Value, cancellationToken, ("no", orderNo)))[0];

    private Task<IReadOnlyList<string>> OneAsync(IInBoxTransaction transaction, string sql, CancellationToken cancellationToken, params (string, object?)[] values) =>
        _tables.ReadAsync(transaction.Connection, transaction.Transaction, sql, r => r.Text("x")!, cancellationToken, values);
}
