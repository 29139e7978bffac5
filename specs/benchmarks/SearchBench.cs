using System.Diagnostics;
using System.Globalization;
using System.Text;
using Integration.Hub;
using Integration.Hub.Core.Maintenance;
using Integration.Hub.MessageBox;
using Integration.Specs.Servers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integration.Specs.Benchmarks;

/// <summary>Searching many stored messages on PostgreSQL: how big the text index gets, how long it takes to make, how long questions take.</summary>
internal static class SearchBench
{
    private const int Together = 500, Rounds = 20;
    private static readonly string[] Names = ["第一机床厂", "工商银行", "电力公司", "中心医院", "师范大学", "钢铁集团", "机场", "港务局", "税务局", "汽车制造厂", "百货大楼", "报社"];
    private static readonly string[] Cities = ["北京", "上海", "杭州", "宁波", "温州", "绍兴", "嘉兴", "湖州", "金华", "衢州", "台州", "丽水", "舟山", "南京", "苏州", "无锡"];
    private static readonly string[] Types = ["CustomerBillIssued", "WorkOrderStateChanged", "CustomerChanged", "PaymentReceived", "UsageSummarised", "TroubleTicketOpened", "ReserveResource", "ResourceReserved"];

    public static async Task RunAsync(int messages)
    {
        Console.WriteLine($"\nSearching {messages:N0} stored messages of about 1 KB with what was sent and answered, PostgreSQL; {Rounds} questions of each kind, everything on this machine\n");
        await using var server = await PostgresServer.StartAsync();
        await using var box = PostgresMessageBox.Open(await server.CreateDatabaseAsync("search"), "bench", TimeProvider.System);
        await box.MigrateAsync(CancellationToken.None);
        var clock = Stopwatch.StartNew();
        for (var n = 0; n < messages; n += Together)
            await box.AcceptBatchAsync([.. Enumerable.Range(n, Together).Select(i => Item(i, messages))], null, CancellationToken.None);
        Console.WriteLine($"stored      {clock.Elapsed.TotalSeconds,8:N1} s   {messages / clock.Elapsed.TotalSeconds,8:N0} msg/s");
        clock.Restart();
        while (await box.IndexSomeAsync(CancellationToken.None) > 0)
        {
            // Once more.
        }
        var state = await box.TextIndexAsync(CancellationToken.None);
        Console.WriteLine($"indexed     {clock.Elapsed.TotalSeconds,8:N1} s   {state.Documents / clock.Elapsed.TotalSeconds,8:N0} msg/s   {state.Bytes / (double)Math.Max(1, state.Documents),6:N0} bytes a message, {state.Segments} segments, {state.Behind:N0} behind");
        var random = new Random(7);
        Console.WriteLine($"\n{"question",-34} {"p50 ms",8} {"p95 ms",8} {"found",8}");
        await AskAsync(box, "key", () => $"account:A{random.Next(messages / 20):00000000}");
        await AskAsync(box, "words of one message", () => $"\"order {random.Next(messages):000000000}\"");
        await AskAsync(box, "part of a number", () => $"{random.Next(messages):000000000} 0571");
        await AskAsync(box, "Chinese, rare together", () => $"{Pick(random, Cities)}{Pick(random, Names)}{random.Next(900) + 100}号");
        await AskAsync(box, "Chinese, frequent", () => $"{Pick(random, Cities)}{Pick(random, Names)}");
        await AskAsync(box, "in what was answered", () => $"\"receipt r{random.Next(messages):x8}\"");
        await AskAsync(box, "frequent words, no such phrase", () => $"\"{Pick(random, Names)} {Pick(random, Cities)}\"");
        await AskAsync(box, "no such word", () => $"zzq{random.Next(1000)}xkcd");
        await AskAsync(box, "text and field", () => $"{Pick(random, Names)} type:{Pick(random, Types)} if:BIL-3");
        await AskAsync(box, "newest of a type", () => $"type:{Pick(random, Types)}");
        await CostAsync(server);
    }

    /// <summary>Throughput while the index is being made, against without.</summary>
    private static async Task CostAsync(PostgresServer server)
    {
        var rates = new Dictionary<bool, List<double>> { [false] = [], [true] = [] };
        for (var round = 0; round < 3; round++)
            foreach (var indexing in new[] { false, true })
            {
                await using var box = PostgresMessageBox.Open(await server.CreateDatabaseAsync($"cost_{round}_{indexing}".ToLowerInvariant()), "bench", TimeProvider.System);
                await box.MigrateAsync(CancellationToken.None);
                await BoxThroughput.RunAsync(box, 10_000, subscriber: "warm");
                using var stop = new CancellationTokenSource();
                var indexer = indexing ? new TextIndexer(box, box, TimeProvider.System, NullLogger<TextIndexer>.Instance).RunAsync(stop.Token) : Task.CompletedTask;
                rates[indexing].Add(await BoxThroughput.RunAsync(box, 200_000));
                await stop.CancelAsync();
                await indexer;
            }
        var (without, with) = (rates[false].Order().ElementAt(1), rates[true].Order().ElementAt(1));
        Console.WriteLine($"\nthrough the box, median of 3: {without:N0} msg/s without, {with:N0} msg/s with the index behind it ({with / without:P1})");
    }

    private static async Task AskAsync(IMessageSearch search, string name, Func<string> query)
    {
        var times = new List<double>();
        var found = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var filter = FilterLanguage.Parse(query(), TimeProvider.System);
            var started = Stopwatch.GetTimestamp();
            found += (await search.FindAsync(new MessageFinding(filter, Patience: TimeSpan.FromMinutes(5)), CancellationToken.None)).Messages.Count;
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        times.Sort();
        Console.WriteLine($"{name,-34} {times[Rounds / 2],8:N1} {times[(Rounds * 95 / 100) - 1],8:N1} {found / (double)Rounds,8:N1}");
    }

    private static string Pick(Random random, string[] of) => of[random.Next(of.Length)];

    private static AcceptItem Item(int n, int messages)
    {
        var random = new Random(n);
        var id = MessageId.New(DateTimeOffset.UtcNow);
        var account = $"A{random.Next(messages / 20):00000000}";
        var (city, name) = (Pick(random, Cities), Pick(random, Names));
        var body = string.Create(CultureInfo.InvariantCulture, $$"""
            {"orderNo":"order {{n:000000000}}","accountNo":"{{account}}","customer":{"name":"{{city}}{{name}}{{random.Next(900) + 100}}号","level":"gold","orgUnit":"cn.zj.hz","industry":"制造业"},"serviceNo":"0571{{random.Next(90_000_000) + 10_000_000}}",
            "due":{"fen":{{random.Next(10_000_000)}},"currency":"CNY"},"period":"2026{{random.Next(12) + 1:00}}","items":[{"code":"monthly-fee","name":"月租费","fen":{{random.Next(100_000)}}},{"code":"leased-line","name":"专线使用费","fen":{{random.Next(1_000_000)}}},{"code":"discount","name":"大客户优惠","fen":-{{random.Next(10_000)}}}],
            "address":"{{city}}市中山路{{random.Next(2000)}}号","contact":{"name":"张经理","phone":"138{{random.Next(90_000_000) + 10_000_000}}"},"changedAt":"2026-11-22T08:{{random.Next(60):00}}:{{random.Next(60):00}}+08:00","reference":"{{new Guid(random.Next(), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10):N}}"}
            """);
        var envelope = new Envelope
        {
            Id = id, Type = Types[n % Types.Length], Source = "billing", Interface = n % 3 == 0 ? "BIL-3" : "N97-2", Body = Encoding.UTF8.GetBytes(body),
            ConversationId = id.ToString(), DuplicateKey = $"b/{n}", ReceivedAt = DateTimeOffset.UtcNow, Keys = [new("account", account), new("order", $"{n:000000000}")],
        };
        Payload[] payloads = [new(PayloadKind.Raw, envelope.Body, "application/json"), new(PayloadKind.Answer, Encoding.UTF8.GetBytes($"<answer>receipt r{n:x8} 已受理</answer>"), "text/xml; charset=utf-8")];
        return new AcceptItem(envelope, [new DeliveryPlan("archive", Done: true)], payloads);
    }
}
