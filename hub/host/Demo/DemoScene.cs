using System.Globalization;
using Integration.CoreApp.Warnings;
using Integration.Hub.Core.Journeys;
using Integration.Hub.Host.Hosting;
using Integration.Specs.Counterparts;

namespace Integration.Hub.Host.Demo;

/// <summary>What every chapter works with.</summary>
internal sealed class DemoScene(RunningHub hub, DemoWorld demo, DemoPlan plan)
{
    public RunningHub Hub => hub;

    public DemoWorld Demo => demo;

    public DemoPlan Plan => plan;

    private readonly DateTimeOffset _began = hub.Time.GetUtcNow();

    /// <summary>Makes numbers of this run different from those of earlier ones in a kept world.</summary>
    public string Run { get; } = hub.Time.GetUtcNow().ToString("yyMMddHHmmss", CultureInfo.InvariantCulture);

    public DateTimeOffset Now => hub.Time.GetUtcNow();

    /// <summary>What the core app would say; routed like any other message.</summary>
    public async Task PostAsync<T>(T message, string businessKey, string duplicateKey, CancellationToken cancellationToken) where T : class =>
        await hub.Runtime.PostAsync(Posting.Envelope(message, "core", businessKey, duplicateKey, hub.Time), cancellationToken);

    /// <summary>Customers that a rule warned of since this run began.</summary>
    public async Task<IReadOnlyList<string>> WarnedAsync(string rule, CancellationToken cancellationToken)
    {
        var customers = new List<string>();
        for (string? after = null; ;)
        {
            var page = await hub.Stores.Warnings!.Queries.ListAsync(new WarningFilter { After = after, Limit = 200 }, Reach.Everything, cancellationToken);
            customers.AddRange(page.Items.Where(w => w.Rule == rule && w.LastSeenAt >= _began).Select(w => w.CustomerNo!));
            if ((after = page.Next) is null)
                return customers;
        }
    }

    /// <summary>Faults that chapters play by hand.</summary>
    public DemoFaults Faults { get; } = new();

    /// <summary>Each of these shows once, on the first occasion.</summary>
    public static void Once(MoodBoard moods, string @interface, params MoodKind[] kinds)
    {
        foreach (var kind in kinds)
            moods.Set(@interface, new Mood(kind, Times: 1, By: TimeSpan.FromSeconds(1)));
    }

    /// <summary>The other system is away, and comes back when the hub has tried it in vain.</summary>
    /// <param name="switchAsync">Ends when the system listens as the mood wants it.</param>
    /// <param name="postAsync">Gives the hub something for it.</param>
    public async Task AwayAsync(MoodBoard moods, string @interface, Func<Task> switchAsync, Func<Task> postAsync, CancellationToken cancellationToken)
    {
        await hub.UntilAsync(async () => await FiguresAsync(@interface, cancellationToken) is not { } f || f.Ready + f.Claimed + f.Retry == 0, cancellationToken);
        moods.Set(@interface, MoodKind.Down);
        await switchAsync();
        await postAsync();
        await hub.UntilAsync(async () => await FiguresAsync(@interface, cancellationToken) is { Retry: > 0 }, cancellationToken);
        moods.Clear(@interface, MoodKind.Down);
        await switchAsync();
    }

    /// <summary>The other system is closed when it wants to say something, and says it when it has opened.</summary>
    public static async Task ClosedAsync(MoodBoard moods, string @interface, Func<Task> sayAsync)
    {
        moods.Set(@interface, MoodKind.Down);
        var saying = sayAsync();
        moods.Clear(@interface, MoodKind.Down);
        await saying;
    }

    /// <summary>Something that is no folder stands where the hub writes to. Files wait for a person, who clears it away and sends them again.</summary>
    /// <param name="folder">As this machine has it.</param>
    /// <param name="writeAsync">Gives the hub something to leave there.</param>
    public async Task FolderBlockedAsync(string folder, string @interface, Func<Task> writeAsync, CancellationToken cancellationToken)
    {
        if (Directory.Exists(folder))
            Directory.Move(folder, folder + ".away");
        await File.WriteAllBytesAsync(folder, [], cancellationToken);
        await writeAsync();
        await hub.UntilAsync(async () => (await UnsentAsync(@interface, cancellationToken)).Any(b => b.Failure is not null), cancellationToken);
        File.Delete(folder);
        if (Directory.Exists(folder + ".away"))
            Directory.Move(folder + ".away", folder);
        await hub.UntilAsync(async () =>
        {
            var unsent = await UnsentAsync(@interface, cancellationToken);
            foreach (var parked in unsent.Where(b => b.State == BatchState.Parked))
                await hub.Stores.Hub.Batches.ResendAsync(parked.Id, Cli.RepairVerbs.Me(), "the folder is there again", cancellationToken);
            return unsent.Count == 0;
        }, cancellationToken);
        Faults.Played(@interface, "folder blocked");
    }

    private async Task<IReadOnlyList<OutgoingBatch>> UnsentAsync(string @interface, CancellationToken cancellationToken) =>
        [.. (await hub.Stores.Hub.Batches.ListAsync(new BatchQuery(@interface), cancellationToken)).Where(b => b.State is not (BatchState.Sent or BatchState.Empty))];

    /// <summary>Ends when every file has its receipt.</summary>
    /// <param name="readAsync">Names of files whose receipts have come since the last look.</param>
    public Task ReceiptsAsync(IEnumerable<string> files, Func<Task<IEnumerable<string>>> readAsync, CancellationToken cancellationToken)
    {
        var expected = files.ToHashSet();
        return hub.UntilAsync(async () =>
        {
            expected.ExceptWith(await readAsync());
            return expected.Count == 0;
        }, cancellationToken);
    }

    /// <summary>A file with such a fault is not whole: nothing of it may be taken.</summary>
    public static IReadOnlyList<MoodKind> NotWhole { get; } = [MoodKind.WrongTotal, MoodKind.Truncated, MoodKind.WrongEncoding, MoodKind.Empty];

    private async Task<SubscriberFigures?> FiguresAsync(string subscriber, CancellationToken cancellationToken) =>
        (await hub.Stores.Operations.SubscriberFiguresAsync(cancellationToken)).FirstOrDefault(f => f.Subscriber == subscriber);
}
