using System.Data.Common;
using Integration.CoreApp.Archive;
using Integration.Hub;
using Integration.Hub.MessageBox;
using Integration.Specs.Servers;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Integration.Specs.Warnings;

/// <summary>Archive and warnings on a real box, on either store, in a time of their own. Shanghai's working week; 1 and 2 January 2027 are holidays, Sunday 3 January is worked.</summary>
public sealed class WarningWorld : IAsyncDisposable
{
    private static readonly MasterRules Masters = new(new Dictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>>
    {
        ["customer"] = Of("core"), ["billingAccount"] = Of("billing", "core"), ["product"] = Of("n97", "core"), ["circuit"] = Of("resource", "n97", "core"), ["bill"] = Of("billing"),
    }, ["own"]);

    private readonly string _folder = Directory.CreateTempSubdirectory("hub-warnings-").FullName;
    private readonly string? _database;
    private MessageBoxStore _box;
    private WarningsSubscriber _warnings;
    private ArchiveSubscriber _archive;
    private DayWatch _watch;

    private WarningWorld(string? database)
    {
        _database = database;
        (_box, _warnings, _archive, _watch) = Node("hub-1");
    }

    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    public static WorkingCalendar Calendar { get; } = new(Zone, [(new(9, 0), new(12, 0)), (new(13, 0), new(18, 0))], new HashSet<DateOnly> { new(2027, 1, 1) }, new HashSet<DateOnly> { new(2027, 1, 3) });

    /// <summary>Monday, eight o'clock in Shanghai.</summary>
    public ManualTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 30, 8, 0, 0, TimeSpan.FromHours(8)));

    public WarningOffice Office => new(OpenAsync, _box.RunInBoxAsync, _warnings, new WatchedArchive(_box.Dialect), Calendar, _box.Dialect, Time);

    /// <summary>Everything that warnings said, in order.</summary>
    public List<object> Said { get; } = [];

    public static async Task<WarningWorld> StartAsync(PostgresForAll? postgres)
    {
        var world = new WarningWorld(postgres is null ? null : await postgres.DatabaseAsync());
        await world._box.MigrateAsync(CancellationToken.None);
        await using var connection = await world.OpenAsync(CancellationToken.None);
        await ArchiveSchema.MigrateAsync(connection, world._box.Dialect, CancellationToken.None);
        await WarningsSubscriber.MigrateAsync(connection, world._box.Dialect, CancellationToken.None);
        return world;
    }

    public async ValueTask DisposeAsync()
    {
        await _box.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The node is gone with what it had in hand; another takes its place when the lease is over.</summary>
    public async Task OtherNodeAsync()
    {
        _ = await ClaimAsync(WarningsSubscriber.Subscriber);
        await _box.DisposeAsync();
        (_box, _warnings, _archive, _watch) = Node("hub-2");
        Time.Advance(TimeSpan.FromMinutes(2));
        await _box.RescueAsync(CancellationToken.None);
        await RestAsync();
    }

    public async Task ArrivesAsync(string source, params object[] messages)
    {
        foreach (var message in messages)
            await _box.AcceptAsync(Item(message, source), CancellationToken.None);
        await RestAsync();
    }

    /// <summary>The clock goes on to this local time, hour by hour; everything that comes due happens, as it would.</summary>
    public async Task UntilAsync(DateOnly day, int hour)
    {
        var end = new DateTimeOffset(day.ToDateTime(new TimeOnly(hour, 0)), TimeSpan.FromHours(8));
        while (Time.GetUtcNow() < end)
        {
            Time.Advance(TimeSpan.FromHours(1));
            await BeginDayAsync();
            await _box.PromoteDueAsync(CancellationToken.None);
            await RestAsync();
        }
    }

    /// <summary>What every node does every few seconds.</summary>
    public Task BeginDayAsync() => _watch.LookAsync(async (envelope, cancel) => await _box.AcceptAsync(new AcceptItem(envelope, Plan(envelope), []), cancel), CancellationToken.None);

    public async Task<IReadOnlyList<WarningView>> ListAsync(WarningFilter? filter = null, Reach? reach = null) => (await Office.Queries.ListAsync((filter ?? new WarningFilter()) with { Limit = 200 }, reach ?? Reach.Everything, CancellationToken.None)).Items;

    /// <summary>On which local day and hour what was raised, the oldest first: <c>12-04 07 agreement-ends</c>.</summary>
    public async Task<IReadOnlyList<string>> DiaryAsync(string rule) =>
        [.. (await ListAsync()).Where(w => w.Rule == rule).OrderBy(w => w.RaisedAt).Select(w => $"{w.RaisedAt.ToOffset(TimeSpan.FromHours(8)):MM-dd HH} {w.Title.Zh}")];

    public async Task RestAsync()
    {
        while (await TakeAsync("archive") + await TakeAsync(WarningsSubscriber.Subscriber) + await TakeAsync("outside") > 0)
        {
        }
    }

    private (MessageBoxStore, WarningsSubscriber, ArchiveSubscriber, DayWatch) Node(string node)
    {
        var box = (MessageBoxStore)(_database is null ? SqliteMessageBox.Open(Path.Combine(_folder, "hub.db"), node, Time) : PostgresMessageBox.Open(_database, node, Time));
        var warnings = new WarningsSubscriber(new WatchedArchive(box.Dialect), Calendar, (staff, _) => Task.FromResult(staff switch { "wang" => "director", "director" => "head", _ => null }), Time) { Routes = Plan };
        return (box, warnings, new ArchiveSubscriber(Masters, Time) { Routes = Plan }, new DayWatch(Calendar, new TimeOnly(7, 0), Time));
    }

    private async Task<IReadOnlyList<ClaimedDelivery>> ClaimAsync(string subscriber) =>
        await _box.ClaimAsync(new ClaimRequest(subscriber, 50, "hub-1", TimeSpan.FromMinutes(1), [], false), CancellationToken.None);

    private async Task<int> TakeAsync(string subscriber)
    {
        var claimed = await ClaimAsync(subscriber);
        if (claimed.Count == 0)
            return 0;
        if (subscriber == "outside")
        {
            foreach (var delivery in claimed)
            {
                Said.Add(CanonicalJson.Deserialize(delivery.Envelope.Body, CanonicalCatalog.FindLatest(delivery.Envelope.Type)!.ClrType));
                await _box.CompleteAsync(delivery, new DeliveryOutcome.Delivered([], []), CancellationToken.None);
            }
        }
        else
        {
            await _box.RunInBoxAsync(claimed, subscriber == "archive" ? _archive.HandleAsync : _warnings.HandleAsync, CancellationToken.None);
        }
        return claimed.Count;
    }

    private List<DeliveryPlan> Plan(Envelope envelope)
    {
        var plans = new List<DeliveryPlan>();
        if (envelope.Source == WarningsSubscriber.Subscriber && envelope.Type is nameof(WarningRaised) or nameof(WarningStateChanged))
            plans.Add(new DeliveryPlan("outside", null));
        if (_archive.MessageTypes.Contains(envelope.Type))
            plans.Add(new DeliveryPlan("archive", envelope.BusinessKey));
        if (_warnings.MessageTypes.Contains(envelope.Type))
            plans.Add(new DeliveryPlan(WarningsSubscriber.Subscriber, envelope.BusinessKey));
        return plans;
    }

    private AcceptItem Item(object message, string source)
    {
        var shape = CanonicalCatalog.Find(message.GetType())!;
        var id = MessageId.New(Time.GetUtcNow());
        var envelope = new Envelope { Id = id, Type = shape.Type, Version = shape.Version, Source = source, Body = CanonicalJson.Serialize(message), ConversationId = id.ToString(), ReceivedAt = Time.GetUtcNow(), Keys = [] };
        return new AcceptItem(envelope, Plan(envelope), []);
    }

    private async ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        DbConnection connection = _database is null ? new SqliteConnection($"Data Source={Path.Combine(_folder, "hub.db")};Default Timeout=60;Pooling=False") : new NpgsqlConnection(_database);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    private static Dictionary<string, IReadOnlyList<string>> Of(params string[] systems) => new() { ["*"] = systems };
}
