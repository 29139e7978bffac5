using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Integration.Hub;
using Integration.Hub.Access;
using Integration.Hub.Host.Hosting;
using Integration.Specs.Servers;
using Microsoft.Extensions.Logging;

namespace Integration.Specs.Benchmarks;

/// <summary>How soon a page with the flow map is told what happens, and what open pages cost the hub's throughput; a whole hub on PostgreSQL.</summary>
internal static class MapBench
{
    private const int Events = 40, Rounds = 5, Messages = 40_000, Maps = 8, Others = 6;
    private static readonly Actor Bench = new("bench", "bench");

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("hub-bench-map-").FullName;
        await using var server = await PostgresServer.StartAsync();
        var connection = await server.CreateDatabaseAsync("map");
        var web = $"http://127.0.0.1:{Processes.FreePort()}";
        await WriteAsync(folder, connection, web);
        try
        {
            await using var hub = await RunningHub.StartAsync(folder, TimeProvider.System, LogLevel.Error, CancellationToken.None);
            var cookies = new CookieContainer();
            using var client = await SearchQuestions.SignedInAsync(hub, web, Role.Operator, cookies);
            await EventsAsync(hub, web, cookies);
            await CostAsync(hub, web, cookies, client);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Three queues, so that what is true of one hides nothing of another.
    private static async Task WriteAsync(string folder, string connection, string web)
    {
        Directory.CreateDirectory(Path.Combine(folder, "adapters", "systems"));
        var interfaces = string.Concat(Enumerable.Range(1, 3).Select(n => $$"""

              - id: SYS-{{n}}
                summary: what system {{n}} is told
                direction: out
                channel: queue
                address: "postgres:{{connection}}#systems{{n}}"
                format: canonical-json
                subscribe:
                  - messages: [ReserveResource@1]
            """));
        await File.WriteAllTextAsync(Path.Combine(folder, "adapters", "systems", "adapter.yaml"), $"system: systems\nname: 各系统 all systems\ninterfaces:{interfaces}\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "hub.yaml"), $$"""
            node: bench
            http: http://127.0.0.1:{{Processes.FreePort()}}
            web: { address: "{{web}}" }
            store: { kind: postgres, connection: "{{connection}}" }
            mappings: {{Path.Combine(Places.Home, "mappings")}}
            adapters: [{{Path.Combine(folder, "adapters")}}]
            """);
    }

    private static async Task EventsAsync(RunningHub hub, string web, CookieContainer cookies)
    {
        Console.WriteLine($"\nThe flow map: from the commit of what happens until an open page has been told; {Events} times each, at any moment of the hub's second\n");
        Console.WriteLine($"{"event",-34} {"p50 ms",8} {"p95 ms",8} {"most",8}");
        await using var page = await MapPage.OpenAsync(web, cookies);
        var states = hub.Stores.Hub.States;
        await TimeAsync("a message is parked", page, async n =>
        {
            await hub.Stores.Hub.Box.AcceptAsync(Parked(), CancellationToken.None);
            return $"\"why\":\"{n + 1} parked\"";
        });
        await TimeAsync("a circuit opens", page, async n =>
        {
            await states.SetCircuitAsync("SYS-2", "ReserveResource", CircuitStatus.Open, DateTimeOffset.UtcNow.AddHours(1), 5, $"connection refused, the {n}th time", CancellationToken.None);
            return $"refused, the {n}th time";
        });
        await TimeAsync("an endpoint is paused", page, async n =>
        {
            await states.PauseAsync("SYS-3", Bench, $"held for {n} reasons", CancellationToken.None);
            return $"held for {n} reasons";
        });
    }

    private static async Task TimeAsync(string what, MapPage page, Func<int, Task<string>> happen)
    {
        var took = new List<double>();
        var random = new Random(7);
        for (var n = 0; n < Events; n++)
        {
            // Events come when they come: not always just after the hub has looked.
            await Task.Delay(random.Next(1000));
            var words = await happen(n);
            var started = Stopwatch.GetTimestamp();
            await page.ToldAsync(words);
            took.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        took.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-34} {took[Events / 2],8:N0} {took[Events * 95 / 100],8:N0} {took[^1],8:N0}"));
    }

    private static async Task CostAsync(RunningHub hub, string web, CookieContainer cookies, HttpClient client)
    {
        Console.WriteLine($"\nThroughput with 0 and with {Maps + (2 * Others)} pages open ({Maps} maps, {Others} lists of runs, {Others} of messages), in turn; {Messages:N0} messages accepted, claimed and completed in a round\n");
        await BoxThroughput.RunAsync(hub.Stores.Hub.Box, Messages / 2, subscriber: "bench-warm");
        var ratios = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            // Whichever is second finds more in the tables, so they take turns.
            var pagesFirst = round % 2 == 1;
            var first = await RateAsync(hub, web, cookies, client, $"bench-{round}-a", pagesFirst);
            var second = await RateAsync(hub, web, cookies, client, $"bench-{round}-b", !pagesFirst);
            var (without, with) = pagesFirst ? (second, first) : (first, second);
            ratios.Add(with / without);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round + 1}: {without,8:N0} msg/s without, {with,8:N0} msg/s with, ratio {with / without:N3}"));
        }
        ratios.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median ratio {ratios[Rounds / 2]:N3}"));
    }

    private static async Task<double> RateAsync(RunningHub hub, string web, CookieContainer cookies, HttpClient client, string subscriber, bool withPages)
    {
        using var stop = new CancellationTokenSource();
        var pages = new List<Task>();
        if (withPages)
        {
            for (var n = 0; n < Maps; n++)
                pages.Add(LookAsync(web, cookies, stop.Token));
            for (var n = 0; n < Others; n++)
                pages.AddRange([AskAsync(client, "/ops/api/runs?state=unfinished", TimeSpan.FromSeconds(3), stop.Token), AskAsync(client, "/ops/api/messages?limit=50", TimeSpan.FromSeconds(5), stop.Token)]);
        }
        var rate = await BoxThroughput.RunAsync(hub.Stores.Hub.Box, Messages, subscriber: subscriber);
        await stop.CancelAsync();
        await Task.WhenAll(pages);
        return rate;
    }

    private static async Task LookAsync(string web, CookieContainer cookies, CancellationToken stop)
    {
        await using var page = await MapPage.OpenAsync(web, cookies);
        await page.WatchAsync(stop);
    }

    private static async Task AskAsync(HttpClient client, string path, TimeSpan every, CancellationToken stop)
    {
        try
        {
            for (; ; await Task.Delay(every, stop))
                using (var answer = await client.GetAsync(path, stop))
                    answer.EnsureSuccessStatusCode();
        }
        catch (OperationCanceledException)
        {
            // The page is closed.
        }
    }

    private static AcceptItem Parked()
    {
        var id = MessageId.New(DateTimeOffset.UtcNow);
        var envelope = new Envelope { Id = id, Type = "ReserveResource", Source = "orders", Body = Encoding.UTF8.GetBytes("{}"), ConversationId = id.ToString(), ReceivedAt = DateTimeOffset.UtcNow };
        return new AcceptItem(envelope, [new DeliveryPlan("SYS-1", Parked: new Failure(FailureKind.Data, "mapping.unknown-code", "Unknown code"))], []);
    }
}
