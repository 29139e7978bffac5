using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Integration.CanonicalModel;
using Integration.Hub.Core.Journeys;
using Integration.Hub.Host.Hosting;
using Integration.Specs.Servers;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Integration.Specs.Benchmarks;

/// <summary>
/// How soon a step's successors begin, with thousands of orders running: from the accepted answer that ends a step until the transaction is committed in which its successor
/// has begun and what it asks is in the box. The database itself says so at the commit, so that looking costs the hub nothing.
/// </summary>
internal static class StepsBench
{
    private const int Orders = 5_000, Customers = 500;

    // 40 answers a second make 200 messages: what a province has at its peak.
    private const int PerSecond = 40, Paced = 1_600, AtOnce = 400;
    private const string Accept = "leased-line-new-cross-city/accept";

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("hub-bench-steps-").FullName;
        await using var server = await PostgresServer.StartAsync();
        var connection = await server.CreateDatabaseAsync("steps");
        Directory.CreateDirectory(Path.Combine(folder, "adapters", "systems"));
        // Whatever is asked of resource management goes out to a queue, as it does in a hub at work.
        await File.WriteAllTextAsync(Path.Combine(folder, "adapters", "systems", "adapter.yaml"), $$"""
            system: systems
            name: 各系统 all systems
            interfaces:
              - id: SYS-1
                summary: what steps ask of other systems
                direction: out
                channel: queue
                address: "postgres:{{connection}}#systems"
                format: canonical-json
                subscribe:
                  - messages: [CheckServiceFeasibility@1, ReserveResource@1]
            """);
        await File.WriteAllTextAsync(Path.Combine(folder, "hub.yaml"), $$"""
            node: bench
            http: http://127.0.0.1:{{Processes.FreePort()}}
            store: { kind: postgres, connection: "{{connection}}" }
            mappings: {{Path.Combine(Places.Home, "mappings")}}
            adapters: [{{Path.Combine(folder, "adapters")}}]
            orders: {}
            warnings: { at: "23:59" }
            """);
        try
        {
            await using var hub = await RunningHub.StartAsync(folder, TimeProvider.System, LogLevel.Error, CancellationToken.None);
            await using var begun = await Beginnings.ListenAsync(connection);
            await PlaceAsync(hub);
            Console.WriteLine($"\n{"a step's successor begins after its end (ms)",-58} {"times",6} {"p50",8} {"p95",8} {"p99",8} {"most",8} {"CPU each",9}");
            await TimeAsync($"a person's word, {PerSecond} a second", hub, begun, "check", 0, Paced, PerSecond, Accepted);
            await TimeAsync($"a person's word, {AtOnce} at once", hub, begun, "check", Paced, AtOnce, null, Accepted);
            await TimeAsync($"a system's answer, {PerSecond} a second", hub, begun, "confirm-fee", 0, Paced, PerSecond, Checked);
            await TimeAsync($"a system's answer, {AtOnce} at once", hub, begun, "confirm-fee", Paced, AtOnce, null, Checked);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task PlaceAsync(RunningHub hub)
    {
        var clock = Stopwatch.StartNew();
        await CoreAppBench.FillCustomersAsync(hub, Customers);
        await Parallel.ForAsync(0, Orders, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (n, cancel) => await PostAsync(hub, Order(n, hub.Time.GetUtcNow()), n, $"order:{OrderNo(n)}", cancel));
        await hub.RestAsync(CancellationToken.None);
        Console.WriteLine($"\nOrders on PostgreSQL: {Orders:N0} running, placed in {clock.Elapsed.TotalSeconds:N0} s; archive and warnings hear of everything too");
    }

    private static async Task TimeAsync(string what, RunningHub hub, Beginnings begun, string successor, int first, int count, int? perSecond, Func<int, DateTimeOffset, object> end)
    {
        var ended = new ConcurrentDictionary<string, long>();
        var posts = new List<Task>();
        var cpu = Environment.CpuUsage.TotalTime;
        using var pace = perSecond is { } rate ? new PeriodicTimer(TimeSpan.FromSeconds(1d / rate)) : null;
        for (var n = first; n < first + count; n++)
        {
            if (pace is not null)
                await pace.WaitForNextTickAsync();
            posts.Add(EndAsync(n));
        }

        await Task.WhenAll(posts);
        await begun.AllAsync(successor, ended.Keys);
        var took = ended.Select(e => Math.Max(0, Stopwatch.GetElapsedTime(e.Value, begun.At(e.Key, successor)).TotalMilliseconds)).Order().ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what,-58} {took.Count,6} {took[took.Count / 2],8:N1} {took[took.Count * 95 / 100],8:N1} {took[took.Count * 99 / 100],8:N1} {took[^1],8:N1} {(Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / count,9:N1}"));

        async Task EndAsync(int n)
        {
            await PostAsync(hub, end(n, hub.Time.GetUtcNow()), n, $"bench:{successor}:{n}", CancellationToken.None);
            ended[OrderNo(n)] = Stopwatch.GetTimestamp();
        }
    }

    internal static async ValueTask PostAsync(RunningHub hub, object message, int n, string duplicateKey, CancellationToken cancellationToken) =>
        await hub.Runtime.PostAsync(Posting.Envelope(message, "bench", OrderNo(n), duplicateKey, hub.Time), cancellationToken);

    private static object Accepted(int n, DateTimeOffset now) =>
        new OrderActionRequested { RequestId = new($"accept-{n}"), OrderNo = new(OrderNo(n)), Wish = OrderWish.CompleteStep, Step = Accept, Staff = new("bench"), RequestedAt = now };

    private static object Checked(int n, DateTimeOffset now) => new ServiceFeasibilityChecked { RequestId = new($"{OrderNo(n)}-CK1T1"), Feasible = true, EarliestDate = DateOnly.FromDateTime(now.Date).AddDays(3) };

    internal static string OrderNo(int n) => $"PO{n:D8}";

    internal static ProductOrderPlaced Order(int n, DateTimeOffset now) => new()
    {
        OrderNo = new(OrderNo(n)), CustomerNo = new(CoreAppBench.Number(n % Customers)), Name = $"杭州至宁波专线 {n}", State = ProductOrderState.Acknowledged, OrgUnit = new("cn.zj.hz"),
        AccountManager = new StaffMember { StaffId = new($"M{n % 200}"), Name = $"经理{n % 200}" }, OrderedAt = now, OccurredAt = now,
        Items =
        [
            new ProductOrderItem
            {
                ItemNo = new("1"), Action = OrderAction.New, Offering = new("LEASED_LINE"), State = ProductOrderState.Acknowledged, Quantity = 1, BandwidthKbps = 10_240, MonthlyFee = new Money(800_000, "CNY"),
                AEnd = new ServiceEnd { Address = "杭州市延安路 1 号", OrgUnit = new("cn.zj.hz") }, ZEnd = new ServiceEnd { Address = "宁波市中山东路 1 号", OrgUnit = new("cn.zj.nb") },
            },
        ],
    };
}

/// <summary>When steps began, as the database told at the commit.</summary>
internal sealed class Beginnings : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, long> _at = new();
    private readonly Task _listening;

    private Beginnings(NpgsqlConnection connection)
    {
        _connection = connection;
        _connection.Notification += (_, told) => _at.TryAdd(told.Payload, Stopwatch.GetTimestamp());
        _listening = ListenAsync();
    }

    public static async Task<Beginnings> ListenAsync(string database)
    {
        var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("""
            CREATE FUNCTION orders.bench_begun() RETURNS trigger AS $$ BEGIN PERFORM pg_notify('bench_begun', NEW.order_no || ' ' || NEW.step); RETURN NULL; END $$ LANGUAGE plpgsql;
            CREATE TRIGGER bench_begun AFTER INSERT OR UPDATE OF state ON orders.step FOR EACH ROW WHEN (NEW.state = 'inProgress') EXECUTE FUNCTION orders.bench_begun();
            LISTEN bench_begun;
            """, connection);
        await command.ExecuteNonQueryAsync();
        return new Beginnings(connection);
    }

    public long At(string orderNo, string step) => _at[$"{orderNo} {step}"];

    public async Task AllAsync(string step, ICollection<string> orders)
    {
        var patience = Stopwatch.StartNew();
        while (orders.Count(o => !_at.ContainsKey($"{o} {step}")) is var missing && missing > 0)
        {
            if (patience.Elapsed > TimeSpan.FromMinutes(10))
                throw new InvalidOperationException($"{missing} orders have not come to {step} in ten minutes; the first is {orders.First(o => !_at.ContainsKey($"{o} {step}"))}");
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _listening;
        await _connection.DisposeAsync();
        _stop.Dispose();
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true)
                await _connection.WaitAsync(_stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The bench is over.
        }
    }
}
