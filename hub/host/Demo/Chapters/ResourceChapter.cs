using Integration.Specs.Counterparts;

namespace Integration.Hub.Host.Demo.Chapters;

/// <summary>Feasibility checks (RES-1), reservations and their results (RES-2, RES-3), the nightly report (RES-4), outages and repairs (RES-5).</summary>
internal sealed class ResourceChapter(DemoScene scene) : IDemoChapter
{
    private const int Circuits = 120;
    private readonly ResourceCounterpart _resource = scene.Demo.Resource;

    public void Misbehave()
    {
        foreach (var called in new[] { "RES-1", "RES-2" })
        {
            DemoScene.Once(_resource.Moods, called, MoodKind.Unavailable, MoodKind.SystemFault, MoodKind.BusinessFault, MoodKind.Slow, MoodKind.Truncated,
                MoodKind.Lost, MoodKind.MonthEnd, MoodKind.AmbiguousTimeout);
        }
        DemoScene.Once(_resource.Moods, "RES-3", MoodKind.Late);
        _resource.Moods.Set("RES-3", new Mood(MoodKind.OutOfOrder, Times: 3));
        _resource.Moods.Set("RES-3", new Mood(MoodKind.Duplicate, Times: 3));
        _resource.Moods.Set("RES-4", new Mood(MoodKind.BadLines, Times: 1, Count: 2));
        _resource.Moods.Set("RES-5", new Mood(MoodKind.Duplicate, Times: 2));
        _resource.Moods.Set("RES-5", new Mood(MoodKind.BadLines, Times: 1));
        _resource.Moods.Set("RES-5", new Mood(MoodKind.OutOfOrder, Times: 1));
    }

    public IEnumerable<DemoStep> Steps(DemoStage stage) => stage == DemoStage.Morning
        ?
        [
            new($"{scene.Plan.Checks} feasibility checks", ChecksAsync),
            new($"{scene.Plan.Checks} reservations, each with its result", ReservationsAsync),
            new($"report of {Circuits} circuits taken", ReportAsync),
            new("outages, cut-overs and repairs told", EventsAsync),
        ]
        : [];

    public async Task CompareAsync(DemoComparison books, CancellationToken cancellationToken)
    {
        var requests = _resource.Books.Summary("RES-2");
        books.Add("RES-1", "checks answered", books.Sent("RES-1"), Distinct("RES-1", BookKind.Accepted), DemoComparison.Flow.Out);
        books.Add("RES-1", "refused, on the fallout desk", books.Out("RES-1")?.Parked ?? 0, Distinct("RES-1", BookKind.Rejected));
        books.Add("RES-2", "requests taken", books.Sent("RES-2"), requests.Accepted, DemoComparison.Flow.Out);
        books.Add("RES-2", "refused, on the fallout desk", books.Out("RES-2")?.Parked ?? 0, requests.Rejected);
        books.Add("RES-3", "results", books.In("RES-3")?.Received ?? 0, requests.Accepted, DemoComparison.Flow.In);
        var transfers = await scene.Hub.Stores.Hub.Transfers.ListAsync(new TransferQuery("RES-4"), cancellationToken);
        var whole = _resource.Reports!.Files.Values.Where(f => f.Moods.Count == 0).ToList();
        books.Add("RES-4", "circuits taken", transfers.Sum(t => t.Progress.Accepted), whole.Sum(f => f.Circuits - f.Bad), DemoComparison.Flow.In);
        books.Add("RES-4", "circuits sent back", transfers.Sum(t => t.Progress.Rejected), whole.Sum(f => f.Bad));
        books.Add("RES-4", "reports quarantined", transfers.Count(t => t.State == TransferState.Quarantined), _resource.Reports.Files.Count - whole.Count);
        var events = _resource.Books.Summary("RES-5");
        books.Add("RES-5", "events taken", books.Taken("RES-5"), events.Sent, DemoComparison.Flow.In);
        books.Add("RES-5", "events that cannot be read, kept", books.In("RES-5")?.Parked ?? 0, events.Failed);
        books.NothingWrong("RES", _resource.Books);
    }

    private async Task ChecksAsync(CancellationToken cancellationToken)
    {
        for (var n = 0; n < scene.Plan.Checks; n++)
            await CheckAsync(n, cancellationToken);
        await AnsweredAsync("RES-1", scene.Plan.Checks, cancellationToken);
        if (!scene.Plan.Faults)
            return;
        await scene.AwayAsync(_resource.Moods, "RES-1", _resource.SwitchAsync, () => CheckAsync(scene.Plan.Checks, cancellationToken), cancellationToken);
        await AnsweredAsync("RES-1", scene.Plan.Checks + 1, cancellationToken);
    }

    private async Task ReservationsAsync(CancellationToken cancellationToken)
    {
        var told = Distinct("RES-3", BookKind.Accepted);
        if (scene.Plan.Faults)
            _resource.Moods.Set("RES-3", MoodKind.Down);
        for (var n = 0; n < scene.Plan.Checks; n++)
            await ReserveAsync(n, cancellationToken);
        // It has taken requests and says nothing about them until now.
        await _resource.Books.WaitAsync(b => b.Summary("RES-2").Accepted > 0, cancellationToken);
        _resource.Moods.Clear("RES-3", MoodKind.Down);
        await ToldAsync(told + scene.Plan.Checks, cancellationToken);
        if (!scene.Plan.Faults)
            return;
        await scene.AwayAsync(_resource.Moods, "RES-2", _resource.SwitchAsync, () => ReserveAsync(scene.Plan.Checks, cancellationToken), cancellationToken);
        await ToldAsync(told + scene.Plan.Checks + 1, cancellationToken);
    }

    private Task CheckAsync(int n, CancellationToken cancellationToken)
    {
        var (a, z) = (scene.Demo.World.Customer(n), scene.Demo.World.Customer(n + 1));
        var check = DemoFacts.Feasibility(n, scene.Run, a, a.Address, n % 5 == 4 ? "舟山市嵊泗岛码头1号" : z.Address);
        return scene.PostAsync(check, check.RequestId.Value, check.RequestId.Value, cancellationToken);
    }

    private Task ReserveAsync(int n, CancellationToken cancellationToken)
    {
        var (a, z) = (scene.Demo.World.Customer(n), scene.Demo.World.Customer(n + 1));
        var request = DemoFacts.Reservation(n, scene.Run, a, a.Address, n % 5 == 4 ? "舟山市嵊泗岛码头1号" : z.Address, scene.Now);
        return scene.PostAsync(request, request.OrderNo.Value, request.RequestId.Value, cancellationToken);
    }

    private Task AnsweredAsync(string @interface, long count, CancellationToken cancellationToken) =>
        _resource.Books.WaitAsync(_ => Distinct(@interface, BookKind.Accepted) + Distinct(@interface, BookKind.Rejected) >= count, cancellationToken);

    // Of a refused request there is no result.
    private Task ToldAsync(long count, CancellationToken cancellationToken) =>
        _resource.Books.WaitAsync(_ => Distinct("RES-3", BookKind.Accepted) + Distinct("RES-2", BookKind.Rejected) >= count, cancellationToken);

    // A request whose answer was lost is answered once more.
    private long Distinct(string @interface, BookKind kind) => _resource.Books.Entries(@interface).Where(e => e.Kind == kind).Select(e => e.Id).Distinct().Count();

    private async Task ReportAsync(CancellationToken cancellationToken)
    {
        var day = scene.Now.ToOffset(TimeSpan.FromHours(8)).ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);
        // A kept world has files of earlier starts; a number is used once.
        var number = 1 + (_resource.Books.Entries("RES-4").Count(e => e.Kind is BookKind.Sent or BookKind.Repeated) % 900);
        var file = await _resource.Reports!.SendAsync(new CircuitOrder(day, Circuits, No: number), cancellationToken);
        var expected = new List<string> { file.Name };
        if (scene.Plan.Faults)
            expected.AddRange(await BadDayAsync(file, day, number, cancellationToken));
        await scene.ReceiptsAsync(expected, async () => (await _resource.Reports.ReadReceiptsAsync(cancellationToken)).Select(r => r.FileName), cancellationToken);
    }

    // One report for each way in which a report can be wrong or come in a bad moment.
    private async Task<List<string>> BadDayAsync(CircuitFile good, string day, int first, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        async Task BringAsync() => names.Add((await _resource.Reports!.SendAsync(new CircuitOrder(day, 10, FirstCustomer: Circuits + (10 * names.Count), No: first + 1 + names.Count), cancellationToken)).Name);
        foreach (var kind in DemoScene.NotWhole.Append(MoodKind.OutOfOrder))
        {
            DemoScene.Once(_resource.Moods, "RES-4", kind);
            await BringAsync();
        }
        await DemoScene.ClosedAsync(_resource.Moods, "RES-4", BringAsync);
        names.Add($"CIRCUIT_{day}_{first + 1 + names.Count:D3}.xml");
        await _resource.Reports!.SendAgainAsync(good, names[^1], cancellationToken);
        scene.Faults.Played("RES-4", DemoFaults.Words(MoodKind.Duplicate));
        return names;
    }

    private async Task EventsAsync(CancellationToken cancellationToken)
    {
        for (var n = 0; n < scene.Plan.Checks / 4; n++)
        {
            var (line, at) = (scene.Demo.World.Service((n * 4) + 2), scene.Now);
            CircuitEvent[] events =
            [
                new CircuitEvent($"RE{scene.Run}{n:D3}-1", "OUTAGE", $"GZ{scene.Run}{n:D3}", line.Number, at.AddHours(-2), "光缆中断", To: at.AddHours(2)),
                new CircuitEvent($"RE{scene.Run}{n:D3}-2", "REPAIR", $"GZ{scene.Run}{n:D3}", line.Number, at.AddHours(-1), "重新熔接"),
                new CircuitEvent($"RE{scene.Run}{n:D3}-3", "CUTOVER", $"GJ{scene.Run}{n:D3}", line.Number, at, From: at.AddDays(2), To: at.AddDays(2).AddHours(4)),
            ];
            if (scene.Plan.Faults && n == 0)
                await DemoScene.ClosedAsync(_resource.Moods, "RES-5", () => _resource.Events.TellAsync(events, cancellationToken));
            else
                await _resource.Events.TellAsync(events, cancellationToken);
        }
    }
}
