using System.Diagnostics;
using Integration.Hub.Host.Demo.Chapters;
using Integration.Specs.Counterparts;

namespace Integration.Hub.Host.Demo;

/// <summary>How much happens.</summary>
internal sealed record DemoPlan(long BillLines, int WorkOrders, int Accounts, int Checks, int Calls, int Reports, bool Faults)
{
    public static DemoPlan Day { get; } = new(100_000, 60, 20, 20, 40, 20, Faults: true);

    public static DemoPlan Morning { get; } = new(100_000, 12, 6, 6, 10, 4, Faults: false);
}

/// <summary>One day: the archive is filled, then each system's chapter is played stage by stage; some of it goes wrong on purpose.</summary>
internal sealed class DemoDay
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly Action<string> _say;
    private readonly PeerChapter _peers;
    private CancellationToken _patience;

    public DemoDay(DemoScene scene, CustomerServiceChapter customerService, PeerChapter peers, Action<string> say)
    {
        (Scene, CustomerService, _peers, _say) = (scene, customerService, peers, say);
        Chapters =
        [
            new BillingChapter(scene), new ResourceChapter(scene), new Ninety7Chapter(scene), customerService,
            new UsageAndChargesChapter(scene), new ServiceDeskChapter(scene), new BankChapter(scene), new OneStopChapter(scene), peers,
        ];
    }

    public DemoScene Scene { get; }

    public CustomerServiceChapter CustomerService { get; }

    /// <summary>In the order of the report.</summary>
    public IReadOnlyList<IDemoChapter> Chapters { get; }

    /// <summary>Of all counterparts of the day.</summary>
    public IEnumerable<MoodBoard> Boards => [.. Scene.Demo.Moods, CustomerService.Moods];

    public async Task PlayAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        _patience = patience.Token;
        await StepAsync(new DemoStep("archive filled with customers, accounts and products", SeedAsync));
        await StepAsync(new DemoStep("one-point accounts agreed between province and group", _peers.JoinAsync));
        if (Scene.Plan.Faults)
        {
            foreach (var chapter in Chapters)
                chapter.Misbehave();
        }
        foreach (var stage in Enum.GetValues<DemoStage>())
            await Task.WhenAll(Chapters.SelectMany(c => c.Steps(stage)).Select(StepAsync).ToList());
        await StepAsync(new DemoStep("everything at rest", Scene.Hub.RestAsync));
    }

    private async Task StepAsync(DemoStep step)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            await step.PlayAsync(_patience);
        }
        catch (OperationCanceledException) when (_patience.IsCancellationRequested)
        {
            throw new TimeoutException($"Not within {Patience.TotalMinutes:0} minutes: {step.What}. hub endpoints and hub parked tell where it hangs.");
        }
        _say($"{step.What} ({clock.Elapsed.TotalSeconds:0.0} s)");
    }

    private async Task SeedAsync(CancellationToken cancellationToken)
    {
        await DemoSeed.PostAsync(Scene, cancellationToken);
        // Faults begin on a world at rest, so that each meets what it was set for.
        if (Scene.Plan.Faults)
            await Scene.Hub.RestAsync(cancellationToken);
    }
}
