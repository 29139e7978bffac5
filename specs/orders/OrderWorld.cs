using System.Data.Common;
using Integration.Hub;
using Integration.Hub.MessageBox;
using Integration.Specs.Servers;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Integration.Specs.Orders;

/// <summary>The orders on a real box: what is said is carried to them through the box, what they ask of others is gathered from it.</summary>
public sealed class OrderWorld : IAsyncDisposable
{
    private const string Outside = "outside";

    private readonly string _folder = Directory.CreateTempSubdirectory("hub-orders-").FullName;
    private readonly MessageBoxStore _box;
    private readonly Func<CancellationToken, Task<DbConnection>> _open;
    private readonly OrdersSubscriber _orders;

    private OrderWorld(string? database)
    {
        var file = Path.Combine(_folder, "hub.db");
        _box = database is null ? SqliteMessageBox.Open(file, "hub-1", Time) : PostgresMessageBox.Open(database, "hub-1", Time);
        _open = async token =>
        {
            DbConnection connection = database is null ? new SqliteConnection($"Data Source={file};Default Timeout=60;Pooling=False") : new NpgsqlConnection(database);
            await connection.OpenAsync(token);
            return connection;
        };
        Shelf = new TemplateShelf(TemplateLibrary.Shipped, _box.Dialect);
        _orders = new OrdersSubscriber(Shelf, Given.Calendar, new StepDurations(_box.Dialect, Time), (_, no, _) => Task.FromResult<Customer?>(Given.CustomerOf(no)), new OrderUnits(u => u.Value[..2], _ => true), Time) { Routes = Plan };
    }

    public ManualTimeProvider Time { get; } = new(Given.Monday);

    public TemplateShelf Shelf { get; }

    public OrderQueries Queries => new(async token => await _open(token), _box.Dialect);

    /// <summary>Everything that was told or asked, in order.</summary>
    public List<object> Said { get; } = [];

    public static async Task<OrderWorld> StartAsync(PostgresForAll? postgres)
    {
        var world = new OrderWorld(postgres is null ? null : await postgres.DatabaseAsync());
        await world._box.MigrateAsync(CancellationToken.None);
        await using var connection = await world._open(CancellationToken.None);
        await OrdersSubscriber.MigrateAsync(connection, world._box.Dialect, CancellationToken.None);
        return world;
    }

    public async ValueTask DisposeAsync()
    {
        await _box.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public static ProductOrderPlaced Order(params ProductOrderItem[] items) => new()
    {
        OrderNo = new("O2026112300001"), CustomerNo = new("C05710000001"), Name = "杭州至宁波 10M 专线", State = ProductOrderState.Acknowledged, OrgUnit = new("ZJ-HZ"),
        AccountManager = new StaffMember { StaffId = new("wang"), Name = "王芳" }, OrderedAt = Given.Monday, Items = items, OccurredAt = Given.Monday,
    };

    /// <summary>The message arrives, as often as it is given, and everything that follows from it is done.</summary>
    public async Task ArrivesAsync(params object[] messages)
    {
        foreach (var message in messages)
            await _box.AcceptAsync(Item(message), CancellationToken.None);
        await RestAsync();
    }

    public Task WishAsync(OrderWish wish, string? step = null, string? reason = null, params ProductOrderItem[] items) => ArrivesAsync(new OrderActionRequested
    {
        RequestId = new(Guid.NewGuid().ToString("N")), OrderNo = new("O2026112300001"), Wish = wish, Step = step, Reason = reason, Items = items, Staff = new("wang"), RequestedAt = Time.GetUtcNow(),
    });

    /// <summary>The time passes, and whatever was due until then happens.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        Time.Advance(time);
        await _box.PromoteDueAsync(CancellationToken.None);
        await RestAsync();
    }

    /// <summary>Somebody draws a template and saves it.</summary>
    public Task DrawAsync(OrderTemplate template) => _box.RunInBoxAsync((transaction, cancel) => Shelf.SaveAsync(transaction, template, 0, "wang", null, Time.GetUtcNow(), cancel), CancellationToken.None);

    /// <summary>As many nodes as there are look at what the clock has overtaken, and everything that follows from it is done.</summary>
    public async Task LookAsync(int nodes = 1)
    {
        var watches = Enumerable.Range(0, nodes).Select(_ => new ForecastWatch(async token => await _open(token), _box.Dialect, Time));
        await Task.WhenAll(watches.Select(w => w.LookAsync((envelope, cancel) => _box.AcceptAsync(new AcceptItem(envelope, Plan(envelope), []), cancel), CancellationToken.None)));
        await RestAsync();
    }

    public T Last<T>() => Said.OfType<T>().Last();

    public async Task<IReadOnlyList<T>> ReadAsync<T>(string sql, Func<DbDataReader, T> read)
    {
        await using var connection = await _open(CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = sql.Replace("{t}", _box.Dialect == SqlDialect.PostgreSql ? "orders." : "orders_", StringComparison.Ordinal);
        await using var rows = await command.ExecuteReaderAsync();
        var all = new List<T>();
        while (await rows.ReadAsync())
            all.Add(read(rows));
        return all;
    }

    /// <summary>As somebody reads it who has not looked before.</summary>
    public async Task<TimeSpan?> UsualAsync(string template, string step)
    {
        await using var connection = await _open(CancellationToken.None);
        return (await new StepDurations(_box.Dialect, Time).OfAsync(connection, null, [(template, step)], CancellationToken.None)).TryGetValue((template, step), out var usual) ? usual : null;
    }

    public async Task<string> StateAsync() => (await ReadAsync("SELECT state FROM {t}product_order", r => r.GetString(0))).Single();

    private async Task RestAsync()
    {
        while (await TakeAsync(OrdersSubscriber.Subscriber) + await TakeAsync(Outside) > 0)
        {
        }
    }

    private async Task<int> TakeAsync(string subscriber)
    {
        var claimed = await _box.ClaimAsync(new ClaimRequest(subscriber, 50, "hub-1", TimeSpan.FromMinutes(1), [], false), CancellationToken.None);
        if (claimed.Count == 0)
            return 0;
        if (subscriber == Outside)
        {
            foreach (var delivery in claimed)
            {
                Said.Add(CanonicalJson.Deserialize(delivery.Envelope.Body, CanonicalCatalog.FindLatest(delivery.Envelope.Type)!.ClrType));
                await _box.CompleteAsync(delivery, new DeliveryOutcome.Delivered([], []), CancellationToken.None);
            }
        }
        else
        {
            await _box.RunInBoxAsync(claimed, _orders.HandleAsync, CancellationToken.None);
        }

        return claimed.Count;
    }

    // What others would hear goes outside; what the orders want to hear goes to them.
    private List<DeliveryPlan> Plan(Envelope envelope)
    {
        var plans = new List<DeliveryPlan> { new(Outside, null) };
        if (_orders.MessageTypes.Contains(envelope.Type) && _orders.Wants(envelope))
            plans.Add(new DeliveryPlan(OrdersSubscriber.Subscriber, envelope.BusinessKey));
        return plans;
    }

    private AcceptItem Item(object message)
    {
        var shape = CanonicalCatalog.Find(message.GetType())!;
        var id = MessageId.New(Time.GetUtcNow());
        var envelope = new Envelope { Id = id, Type = shape.Type, Version = shape.Version, Source = "test", Body = CanonicalJson.Serialize(message), ConversationId = id.ToString(), ReceivedAt = Time.GetUtcNow(), Keys = [] };
        return new AcceptItem(envelope, [new DeliveryPlan(OrdersSubscriber.Subscriber, null)], []);
    }
}
