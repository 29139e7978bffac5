using System.Diagnostics;
using Integration.Hub;
using Integration.Hub.MessageBox;
using Integration.Specs.Servers;

namespace Integration.Specs.Benchmarks;

/// <summary>Very many parked deliveries on PostgreSQL: how long their groups take, and a run over all of them.</summary>
internal static class FailureBench
{
    private const int Together = 1000, Rounds = 20, Codes = 50;

    public static async Task RunAsync(int parked)
    {
        Console.WriteLine($"\n{parked:N0} parked deliveries in {Codes} groups, PostgreSQL; everything on this machine\n");
        await using var server = await PostgresServer.StartAsync();
        await using var box = PostgresMessageBox.Open(await server.CreateDatabaseAsync("failures"), "bench", TimeProvider.System);
        await box.MigrateAsync(CancellationToken.None);
        await TakesAsync("parked", async () =>
        {
            for (var n = 0; n < parked; n += Together)
                await box.AcceptBatchAsync([.. Enumerable.Range(n, Math.Min(Together, parked - n)).Select(Item)], null, CancellationToken.None);
        });
        await GroupsAsync(box);
        var largest = (await box.SummariseParkedAsync(CancellationToken.None))[0];
        await box.ResumeAsync(new DeliverySelection(Fingerprint: largest.Fingerprint), new Actor("bench", "bench"), CancellationToken.None);

        var run = (await box.StartRunAsync(new RunWish("bench-run-of-all", RunKind.Resume, new RunChoice(Query: "state:parked"), [1, 10, 100, parked], null, null, null, null, null), new Actor("bench", "bench"), CancellationToken.None))!;
        await TakesAsync("a run found by search", () => WorkAsync(box, run, r => r.State != RunState.Gathering));
        await TakesAsync("cancelled", () => box.ChangeRunAsync(run.Id, new RunChange.Cancel(), run.By, CancellationToken.None));
        var all = (await box.StartRunAsync(new RunWish("bench-run-again", RunKind.Resume, new RunChoice(Query: "state:parked"), [], null, null, null, null, null), run.By, CancellationToken.None))!;
        await TakesAsync("found again", () => WorkAsync(box, all, r => r.State != RunState.Gathering));
        await TakesAsync("all resumed", () => WorkAsync(box, all, r => r.Left == 0));
        all = (await box.FindRunAsync(all.Id, CancellationToken.None))!;
        Console.WriteLine($"\n{all.Planned:N0} planned, {all.Gone:N0} resumed, {all.PassedOver:N0} passed over");
    }

    private static async Task GroupsAsync(MessageBoxStore box)
    {
        var times = new List<double>();
        var groups = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            groups = (await box.SummariseParkedAsync(CancellationToken.None)).Count;
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        times.Sort();
        Console.WriteLine($"{"grouped",-24} p50 {times[Rounds / 2],8:N0} ms   p95 {times[(Rounds * 95 / 100) - 1],8:N0} ms   {groups} groups with their trend");
    }

    private static async Task WorkAsync(MessageBoxStore box, RepairRun run, Func<RepairRun, bool> until)
    {
        while (!until((await box.FindRunAsync(run.Id, CancellationToken.None))!))
            await box.WorkOnRunsAsync(CancellationToken.None);
    }

    private static async Task TakesAsync(string what, Func<Task> work)
    {
        var clock = Stopwatch.StartNew();
        await work();
        Console.WriteLine($"{what,-24} {clock.Elapsed.TotalSeconds,12:N1} s");
    }

    private static AcceptItem Item(int n)
    {
        var id = MessageId.New(DateTimeOffset.UtcNow);
        var envelope = new Envelope { Id = id, Type = "WorkOrderStateChanged", Source = "billing", Interface = "BIL-1", Body = "{\"orderNo\":\"1\"}"u8.ToArray(), ConversationId = id.ToString(), ReceivedAt = DateTimeOffset.UtcNow };
        var failure = new Failure(FailureKind.Data, $"mapping.code-{n % Codes}", $"Unknown code X{n}; expected one of A, B, C.", "mapping.yaml line 7");
        return new AcceptItem(envelope, [new DeliveryPlan($"N97-{(n % Codes) % 4}", Parked: failure)], []);
    }
}
