using Integration.Specs.Counterparts;

namespace Integration.Hub.Host.Demo.Chapters;

/// <summary>Feasibility checks (RES-1), reservations and their results (RES-2, RES-3), the nightly report (RES-4), outages and repairs (RES-5).</summary>
internal sealed class ResourceChapter(DemoScene scene) : IDemoChapter
{
    private const int Circuits = 120;
    private readonly ResourceCounterpart _resource = scene.Demo.Resource;

    public void Misbehave()
    {
        _resource.Moods.Set("RES-1", new Mood(MoodKind.Unavailable, Times: 2));
        _resource.Moods.Set("RES-2", new Mood(MoodKind.SystemFault, Times: 1));
        _resource.Moods.Set("RES-2", new Mood(MoodKind.AmbiguousTimeout, Times: 1));
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
        books.Add("RES-1", "checks answered", books.Sent("RES-1"), _resource.Books.Summary("RES-1").Accepted);
        books.Add("RES-2", "requests taken", books.Sent("RES-2"), requests.Accepted);
        books.Add("RES-3", "results", books.In("RES-3")?.Received ?? 0, requests.Accepted);
        var transfers = await scene.Hub.Stores.Hub.Transfers.ListAsync(new TransferQuery("RES-4"), cancellationToken);
        var whole = _resource.Reports!.Files.Values.Where(f => f.Moods.Count == 0).ToList();
        books.Add("RES-4", "circuits taken", transfers.Sum(t => t.Progress.Accepted), whole.Sum(f => f.Circuits - f.Bad));
        books.Add("RES-4", "circuits sent back", transfers.Sum(t => t.Progress.Rejected), whole.Sum(f => f.Bad));
        books.Add("RES-4", "reports quarantined", transfers.Count(t => t.State == TransferState.Quarantined), _resource.Reports.Files.Count - whole.Count);
        var events = _resource.Books.Summary("RES-5");
        books.Add("RES-5", "events taken", books.Taken("RES-5"), events.Sent);
        books.Add("RES-5", "events that cannot be read, kept", books.In("RES-5")?.Parked ?? 0, events.Failed);
        books.NothingWrong("RES", _resource.Books);
    }

    private async Task ChecksAsync(CancellationToken cancellationToken)
    {
        for (var n = 0; n < scene.Plan.Checks; n++)
        {
            var (a, z) = (scene.Demo.World.Customer(n), scene.Demo.World.Customer(n + 1));
            var check = DemoFacts.Feasibility(n, scene.Run, a, a.Address, n % 5 == 4 ? "舟山市嵊泗岛码头1号" : z.Address);
            await scene.PostAsync(check, check.RequestId.Value, check.RequestId.Value, cancellationToken);
        }
        await _resource.Books.WaitAsync(b => b.Summary("RES-1").Accepted >= scene.Plan.Checks, cancellationToken);
    }

    private async Task ReservationsAsync(CancellationToken cancellationToken)
    {
        var told = _resource.Books.Entries("RES-3").Where(e => e.Kind == BookKind.Accepted).Select(e => e.Id).Distinct().Count();
        for (var n = 0; n < scene.Plan.Checks; n++)
        {
            var (a, z) = (scene.Demo.World.Customer(n), scene.Demo.World.Customer(n + 1));
            var request = DemoFacts.Reservation(n, scene.Run, a, a.Address, n % 5 == 4 ? "舟山市嵊泗岛码头1号" : z.Address, scene.Now);
            await scene.PostAsync(request, request.OrderNo.Value, request.RequestId.Value, cancellationToken);
        }
        await _resource.Books.WaitAsync(b => b.Entries("RES-3").Where(e => e.Kind == BookKind.Accepted).Select(e => e.Id).Distinct().Count() >= told + scene.Plan.Checks, cancellationToken);
    }

    private async Task ReportAsync(CancellationToken cancellationToken)
    {
        var day = scene.Now.ToOffset(TimeSpan.FromHours(8)).ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);
        // A kept world has files of earlier starts; a number is used once.
        var number = 1 + (_resource.Books.Entries("RES-4").Count(e => e.Kind is BookKind.Sent or BookKind.Repeated) % 900);
        var file = await _resource.Reports!.SendAsync(new CircuitOrder(day, Circuits, No: number), cancellationToken);
        var expected = new List<string> { file.Name };
        if (scene.Plan.Faults)
        {
            _resource.Moods.Set("RES-4", MoodKind.WrongTotal, times: 1);
            expected.Add((await _resource.Reports.SendAsync(new CircuitOrder(day, 10, FirstCustomer: Circuits, No: number + 1), cancellationToken)).Name);
            var again = $"CIRCUIT_{day}_{number + 2:D3}.xml";
            await _resource.Reports.SendAgainAsync(file, again, cancellationToken);
            expected.Add(again);
        }
        await scene.Hub.UntilAsync(async () =>
        {
            foreach (var receipt in await _resource.Reports.ReadReceiptsAsync(cancellationToken))
                expected.Remove(receipt.FileName);
            return expected.Count == 0;
        }, cancellationToken);
    }

    private async Task EventsAsync(CancellationToken cancellationToken)
    {
        for (var n = 0; n < scene.Plan.Checks / 4; n++)
        {
            var (line, at) = (scene.Demo.World.Service((n * 4) + 2), scene.Now);
            await _resource.Events.TellAsync(
            [
                new CircuitEvent($"RE{scene.Run}{n:D3}-1", "OUTAGE", $"GZ{scene.Run}{n:D3}", line.Number, at.AddHours(-2), "光缆中断", To: at.AddHours(2)),
                new CircuitEvent($"RE{scene.Run}{n:D3}-2", "REPAIR", $"GZ{scene.Run}{n:D3}", line.Number, at.AddHours(-1), "重新熔接"),
                new CircuitEvent($"RE{scene.Run}{n:D3}-3", "CUTOVER", $"GJ{scene.Run}{n:D3}", line.Number, at, From: at.AddDays(2), To: at.AddDays(2).AddHours(4)),
            ], cancellationToken);
        }
    }
}
