using System.Text;
using Integration.Hub.Core.Configuration;
using Integration.Hub.Core.Replays;
using Integration.Hub.Host.Demo;
using Integration.Specs.Features.Support;
using Newtonsoft.Json.Linq;

namespace Integration.Specs.Features.Whole;

/// <summary>A running hub takes over files that were added, changed and taken away, and nothing else notices.</summary>
[Collection(WholeHubCollection.Name)]
public sealed class ReloadSpecs : IAsyncLifetime
{
    private const string Subscriber = """
        system: warehouse
        name: 数据仓库 data warehouse
        interfaces:
          - id: SUB-1
            summary: 高级客户 profiles of gold and diamond customers of one province
            direction: out
            channel: queue
            address: ${warehouse.queue}
            format: canonical-json
            subscribe:
              - message: CustomerProfileChanged@1
                filter: { levels: [diamond, gold], orgUnits: [cn.zj], when: 'status == "active"' }

        """;

    private WholeHub? _hub;
    private string _config = "";

    private WholeHub Hub => _hub!;

    private string Home => Path.Combine(Hub.Folder, "home");

    public async ValueTask InitializeAsync() => _hub = await WholeHub.StartAsync((folder, settings) => _config = settings.Write(Impatient.Home(folder)));

    public async ValueTask DisposeAsync()
    {
        if (_hub is not null)
            await _hub.DisposeAsync();
    }

    [Fact]
    public async Task A_system_with_a_file_and_a_queue_is_added_while_traffic_flows_and_nothing_is_lost()
    {
        var token = TestContext.Current.CancellationToken;
        using var enough = new CancellationTokenSource();
        var traffic = PostWorkOrdersAsync(enough.Token);

        AddSettings(SixthSystem.AddTo(Home, Hub.Folder));
        var change = await Hub.Hub.ReloadAsync(token);
        Assert.Equal((0, 0), (change.Changed.Count, change.Removed.Count));
        Assert.Equal(["PTS-1", "PTS-2"], change.Added.Order());

        var late = DemoFacts.WorkOrder(900, "R", Hub.World.Service(2), Hub.World.Customer(0), Hub.Hub.Time.GetUtcNow());
        await Hub.PostAsync(late, late.WorkOrderNo.Value, late.WorkOrderNo.Value);
        Assert.Contains(late.WorkOrderNo.Value, await NumbersAsync("points.installed", m => (string?)m["order"], until: late.WorkOrderNo.Value));
        await enough.CancelAsync();
        var posted = await traffic;
        Assert.True(posted > 0);
        await Patience.UntilAsync("97 has every work order", () => Task.FromResult(Hub.Ninety7.Books.Entries("N97-1").Select(e => e.Id).Distinct().Count()), n => n >= posted + 1);

        // Broken files change nothing, and all that is wrong is told.
        var adapter = Path.Combine(Home, "adapters/points/adapter.yaml");
        await File.WriteAllTextAsync(adapter, SixthSystem.Adapter.Replace("channel: file", "channel: fax").Replace("WorkOrderCompleted@1", "WorkOrderCompletd@1"), token);
        var thrown = await Assert.ThrowsAsync<ConfigurationException>(() => Hub.Hub.ReloadAsync(token));
        Assert.True(thrown.Errors.Count >= 2, thrown.Message);
        Assert.NotNull(Hub.Hub.Config.Find("PTS-1"));
        Assert.True(Hub.Hub.Runtime.Receivers["PTS-1"].Up);

        // Taken away, it stops alone.
        Directory.Delete(Path.GetDirectoryName(adapter)!, recursive: true);
        change = await Hub.Hub.ReloadAsync(token);
        Assert.Equal(["PTS-1", "PTS-2"], change.Removed.Order());
        Assert.DoesNotContain("PTS-1", Hub.Hub.Runtime.Receivers.Keys);
        Assert.True(Hub.Hub.Runtime.Receivers["N97-2"].Up);
    }

    [Fact]
    public async Task A_subscriber_added_while_the_hub_runs_gets_what_it_wants_in_canonical_form_and_the_past_by_replay()
    {
        var token = TestContext.Current.CancellationToken;
        var before = Hub.Hub.Time.GetUtcNow();
        await ProfilesAsync("old");
        Directory.CreateDirectory(Path.Combine(Home, "adapters/warehouse"));
        await File.WriteAllTextAsync(Path.Combine(Home, "adapters/warehouse/adapter.yaml"), Subscriber, token);
        AddSettings($"settings:\n  warehouse.queue: sqlite:{Path.Combine(Hub.Folder, "queues.db")}#warehouse\n");
        Assert.Equal(["SUB-1"], (await Hub.Hub.ReloadAsync(token)).Added);

        await Hub.Hub.RestAsync(token);
        var (_, loaded) = ConfigCheck.Load(_config);
        var runner = new ReplayRunner(Hub.Hub.Stores.Hub.Replays, Hub.Hub.Stores.Router(loaded.Wire(Hub.Hub.Stores.QueryHandlers, Hub.Hub.Stores.Customers)), "spec", Hub.Hub.Time);
        var done = await ReplayAsync();
        Assert.Equal((5L, 2L, 3L, 0L), (done.Wanted, done.Planned, done.Unwanted, done.Had));
        await Hub.Hub.RestAsync(token);
        await ProfilesAsync("new");
        Assert.Equal(["C-old-diamond", "C-old-gold", "C-new-diamond", "C-new-gold"], await NumbersAsync("warehouse", m => (string?)m["records"]![0]!["customerNo"], until: "C-new-gold"));

        // Once per message, however often it is run.
        done = await ReplayAsync();
        Assert.Equal((0L, 4L), (done.Planned, done.Had));

        // Whoever began one and has gone is not needed: the running hub makes it.
        await ProfilesAsync("late");
        await Hub.Hub.RestAsync(token);
        var orphan = new ReplayWish("PTS-0", before, Hub.Hub.Time.GetUtcNow().AddSeconds(1), ["CustomerProfileChanged"], 500);
        await Hub.Hub.Stores.Hub.Replays.BeginAsync(orphan, "nobody", TimeSpan.Zero, new Actor("spec", "spec"), token);
        await Hub.Hub.Stores.Hub.Replays.BeginAsync(orphan with { Subscriber = "SUB-1" }, "nobody", TimeSpan.Zero, new Actor("spec", "spec"), token);
        var replays = await Patience.UntilAsync("the hub has made the replay", () => Hub.Hub.Stores.Hub.Replays.ReplaysAsync(token), r => r.Single(x => x.Wish.Subscriber == "SUB-1") is { State: ReplayState.Done, Node: "hub-1", Had: 6 });
        Assert.True(replays.Single(r => r.Wish.Subscriber == "PTS-0").UnderWay, "nobody runs that subscriber");

        async Task<Replay> ReplayAsync()
        {
            var wish = new ReplayWish("SUB-1", before, Hub.Hub.Time.GetUtcNow().AddSeconds(1), ["CustomerProfileChanged"], 500);
            return (await runner.RunAsync((await runner.BeginAsync(wish, new Actor("spec", "spec"), token))!, null, token))!;
        }
    }

    private void AddSettings(string added)
    {
        var file = Path.Combine(_config, "hub.yaml");
        File.WriteAllText(file, File.ReadAllText(file).Replace("settings:\n", added));
    }

    private async Task<int> PostWorkOrdersAsync(CancellationToken enough)
    {
        for (var n = 0; ; n++)
        {
            if (enough.IsCancellationRequested || n == 500)
                return n;
            var order = DemoFacts.WorkOrder(n, "R", Hub.World.Service((n * 4) + 2), Hub.World.Customer(0), Hub.Hub.Time.GetUtcNow());
            await Hub.PostAsync(order, order.WorkOrderNo.Value, order.WorkOrderNo.Value);
        }
    }

    private async Task ProfilesAsync(string mark)
    {
        foreach (var (level, unit, status) in new[] { (ServiceLevel.Diamond, "cn.zj.hz", CustomerStatus.Active), (ServiceLevel.Silver, "cn.zj.hz", CustomerStatus.Active), (ServiceLevel.Gold, "cn.js", CustomerStatus.Active), (ServiceLevel.Gold, "cn.zj", CustomerStatus.Active), (ServiceLevel.Gold, "cn.zj", CustomerStatus.Left) })
        {
            var number = $"C-{mark}-{level.ToString().ToLowerInvariant()}{(unit == "cn.js" ? "-js" : status == CustomerStatus.Left ? "-left" : "")}";
            var fact = new CustomerProfileChanged { CustomerNo = new CustomerNumber(number), Name = "某某公司", Status = status, ServiceLevel = level, OrgUnit = new OrgUnitCode(unit), OccurredAt = Hub.Hub.Time.GetUtcNow() };
            await Hub.PostAsync(fact, "profiles", number);
        }
    }

    /// <summary>What came over a queue, in its order, up to a value.</summary>
    private async Task<IReadOnlyList<string>> NumbersAsync(string queue, Func<JObject, string?> value, string until)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience.Limit);
        var seen = new List<string>();
        await using var port = new SqliteTableQueuePort(Path.Combine(Hub.Folder, "queues.db"), queue);
        await port.ReceiveAsync((message, _) =>
        {
            seen.Add(value(JObject.Parse(Encoding.UTF8.GetString(message.Body.Span))) ?? "");
            return seen[^1] == until ? patience.CancelAsync() : Task.CompletedTask;
        }, patience.Token);
        return seen;
    }
}
