using System.Data.Common;
using System.Globalization;
using Integration.CanonicalModel;
using Integration.CoreApp.Archive;
using Integration.Hub;

namespace Integration.Specs.Archive;

/// <summary>What every test of the archive needs: one store, messages that arrive, rows to look at.</summary>
public abstract class ArchiveSpecs(ArchiveStore store)
{
    private static long s_sequence;

    /// <summary>The customer that the test is about.</summary>
    protected Some Some { get; private set; } = new();

    protected ArchiveStore Store => store;

    protected virtual ArchiveSubscriber Archive { get; } = new();

    /// <summary>What the archive itself said.</summary>
    protected List<AcceptItem> Published { get; } = [];

    protected CrossReference CrossReference => new(store.OpenAsync, InOneTransactionAsync, store.Dialect) { Routes = _ => [] };

    protected DifferenceList Differences => new(store.OpenAsync, store.Dialect);

    protected DifferenceDecisions Decisions => new(store.OpenAsync, InOneTransactionAsync, store.Dialect, Rules.AsShipped);

    /// <summary>The same as brought by a system, over an interface.</summary>
    protected static ClaimedDelivery From(string system, ClaimedDelivery delivery, string? @interface = null) =>
        delivery with { Envelope = delivery.Envelope with { Source = system, Interface = @interface } };

    protected ArchiveQueries Queries => new(store.OpenAsync, store.Dialect);

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A delivery of one message, or of a batch of the same type.</summary>
    protected static ClaimedDelivery Delivery<T>(params T[] messages)
        where T : notnull
    {
        var shape = CanonicalCatalog.Find(messages[0].GetType())!;
        var body = messages.Length == 1 ? CanonicalJson.Serialize(messages[0]) : CanonicalJson.SerializeBatch(messages);
        return Delivery(shape.Type, body, messages.Length);
    }

    protected static ClaimedDelivery Delivery(string type, byte[] body, int count = 1, int version = 1)
    {
        var id = MessageId.New(Some.At(0));
        var envelope = new Envelope { Id = id, Type = type, Version = version, Source = "test", Body = body, Count = count, ConversationId = id.ToString(), ReceivedAt = Some.At(0) };
        return new ClaimedDelivery(new DeliveryId(id, "archive"), Interlocked.Increment(ref s_sequence), 1, null, "node", Some.At(0), envelope);
    }

    /// <summary>All of them in one transaction.</summary>
    protected Task ArriveAsync(params ClaimedDelivery[] deliveries) => InOneTransactionAsync((transaction, cancel) => Archive.HandleAsync(transaction, deliveries, cancel), Token);

    /// <summary>As the box runs what a person decides.</summary>
    protected async Task InOneTransactionAsync(Func<IInBoxTransaction, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        await using var connection = await store.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var inBox = new TestTransaction(connection, transaction, store.Dialect);
        await work(inBox, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        lock (Published)
            Published.AddRange(inBox.Published);
    }

    /// <summary>One transaction each.</summary>
    protected async Task ArriveOneByOneAsync(IEnumerable<ClaimedDelivery> deliveries)
    {
        foreach (var delivery in deliveries)
            await ArriveAsync(delivery);
    }

    /// <summary>Rows as text, for comparing before and after. The table is named as on SQLite.</summary>
    protected async Task<IReadOnlyList<string>> RowsAsync(string table, string where)
    {
        await using var connection = await store.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {(store.Dialect == SqlDialect.PostgreSql ? "archive." : "archive_")}{table} WHERE {where} ORDER BY 1";
        await using var rows = await command.ExecuteReaderAsync(Token);
        var all = new List<string>();
        while (await rows.ReadAsync(Token))
            all.Add(string.Join('|', Enumerable.Range(0, rows.FieldCount).Select(i => $"{rows.GetName(i)}={Convert.ToString(rows.GetValue(i), CultureInfo.InvariantCulture)}")));
        return all;
    }

    protected async Task<string> OneAsync(string table, string where, string column)
    {
        var row = Assert.Single(await RowsAsync(table, where));
        return row.Split('|').Single(c => c.StartsWith(column + "=", StringComparison.Ordinal))[(column.Length + 1)..];
    }

    protected string OfCustomer => $"customer_no = '{Some.CustomerNo}'";

    protected string OfWorkOrder => $"work_order_no = '{Some.WorkOrderNo}'";

    /// <summary>Every order in which the deliveries can arrive, each time for a customer of its own, so that no order finds what another left behind.</summary>
    protected async Task InEveryOrderAsync(Func<ClaimedDelivery[]> make, Func<ClaimedDelivery[], IReadOnlyList<ClaimedDelivery>, Task> arriveAndCheck)
    {
        foreach (var order in Permutations(Enumerable.Range(0, make().Length).ToArray()))
        {
            Some = new();
            var deliveries = make();
            await arriveAndCheck([.. order.Select(i => deliveries[i])], deliveries);
        }
    }

    private static IEnumerable<T[]> Permutations<T>(IReadOnlyList<T> items) => items.Count <= 1
        ? [[.. items]]
        : items.SelectMany((first, i) => Permutations([.. items.Take(i), .. items.Skip(i + 1)]).Select(rest => (T[])[first, .. rest]));
}
