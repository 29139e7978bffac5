using Integration.CanonicalModel;
using Integration.Specs.Counterparts;

namespace Integration.Hub.Host.Demo.Chapters;

/// <summary>Daily usage (BIL-2), events of accounts (BIL-3), and current charges asked through the hub (BIL-5).</summary>
internal sealed class UsageAndChargesChapter(DemoScene scene) : IDemoChapter
{
    private const int Customers = 10;

    // Each leaves one question without an answer.
    private static readonly MoodKind[] Silences = [MoodKind.SystemFault, MoodKind.Unavailable, MoodKind.Truncated, MoodKind.Lost, MoodKind.AmbiguousTimeout];
    private readonly BillingCounterpart _billing = scene.Demo.Billing;
    private readonly List<ThroughAnswer> _fresh = [];
    private readonly List<ThroughAnswer> _stale = [];
    private int _refused;

    public void Misbehave()
    {
        _billing.Moods.Set("BIL-2", new Mood(MoodKind.BadLines, Times: 1, Count: 4));
        _billing.Moods.Set("BIL-3", MoodKind.Duplicate, times: 5);
        DemoScene.Once(_billing.Moods, "BIL-3", MoodKind.BadLines, MoodKind.OutOfOrder, MoodKind.Late);
    }

    public IEnumerable<DemoStep> Steps(DemoStage stage) => stage switch
    {
        DemoStage.Morning => [new("usage of 800 service numbers taken", UsageAsync), new("40 events of accounts heard", EventsAsync)],
        DemoStage.Afternoon => [new($"current charges of {Customers} customers asked{(scene.Plan.Faults ? ", again during month-end" : "")}", ChargesAsync)],
        _ => [],
    };

    public async Task CompareAsync(DemoComparison books, CancellationToken cancellationToken)
    {
        var transfers = await scene.Hub.Stores.Hub.Transfers.ListAsync(new TransferQuery("BIL-2"), cancellationToken);
        var whole = _billing.Usage.Files.Values.Where(f => !f.Moods.Any(DemoScene.NotWhole.Contains)).ToList();
        books.Add("BIL-2", "service numbers taken", transfers.Sum(t => t.Progress.Accepted), whole.Sum(f => f.GoodDetails), DemoComparison.Flow.In);
        books.Add("BIL-2", "lines sent back", transfers.Sum(t => t.Progress.Rejected), whole.Sum(f => f.Bad.Count));
        books.Add("BIL-2", "files quarantined", transfers.Count(t => t.State == TransferState.Quarantined), _billing.Usage.Files.Count - whole.Count);
        var events = _billing.Books.Summary("BIL-3");
        books.Add("BIL-3", "events heard", books.Taken("BIL-3"), events.Sent, DemoComparison.Flow.In);
        books.Add("BIL-3", "unreadable, kept for a person", books.In("BIL-3")?.Parked ?? 0, events.Failed);
        // What billing worked out and did not get out of the house was not told.
        var charges = _billing.Books.Entries("BIL-5");
        var failed = charges.Where(e => e.Kind == BookKind.Failed).Select(e => e.Id).ToHashSet();
        var told = charges.Where(e => e.Kind == BookKind.Accepted && !failed.Contains(e.Id)).ToList();
        var refused = charges.Count(e => e.Kind == BookKind.Rejected);
        books.Add("BIL-5", "questions answered or refused by billing", books.Sent("BIL-5"), told.Count + refused, DemoComparison.Flow.Out);
        books.Add("BIL-5", "fen told", _fresh.Sum(Fen), told.Sum(e => e.Fen));
        books.Add("BIL-5", "last known charges told while billing did not answer", _stale.Count, scene.Plan.Faults ? Customers + Silences.Length + 1 : 0);
        books.Add("BIL-5", "refused", _refused, refused);
    }

    private async Task UsageAsync(CancellationToken cancellationToken)
    {
        var day = DateOnly.FromDateTime(scene.Now.ToOffset(TimeSpan.FromHours(8)).Date).AddDays(-1);
        var first = 1 + (_billing.Books.Entries("BIL-2").Count(e => e.Kind is BookKind.Sent or BookKind.Repeated) % 490);
        var file = await _billing.Usage.SendAsync(new UsageOrder(day, 800, FileNo: first), cancellationToken);
        var expected = new List<string> { file.Name };
        if (scene.Plan.Faults)
            expected.AddRange(await BadDayAsync(file, day, first, cancellationToken));
        await scene.ReceiptsAsync(expected, async () => (await _billing.Usage.ReadReceiptsAsync(cancellationToken)).Select(r => r.FileName), cancellationToken);
    }

    // One file for each way in which a file can be wrong or come in a bad moment.
    private async Task<List<string>> BadDayAsync(UsageFile good, DateOnly day, int first, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        async Task BringAsync() => names.Add((await _billing.Usage.SendAsync(new UsageOrder(day, 100, FirstService: 1_000 + (100 * names.Count), FileNo: first + 1 + names.Count), cancellationToken)).Name);
        foreach (var kind in DemoScene.NotWhole.Concat([MoodKind.OutOfOrder, MoodKind.Slow, MoodKind.Late]))
        {
            DemoScene.Once(_billing.Moods, "BIL-2", kind);
            await BringAsync();
        }
        await DemoScene.ClosedAsync(_billing.Moods, "BIL-2", BringAsync);
        names.Add(good.Name.Replace($"_{first:D3}.txt", $"_{first + 1 + names.Count:D3}.txt", StringComparison.Ordinal));
        await _billing.Usage.SendAgainAsync(good, names[^1], cancellationToken);
        scene.Faults.Played("BIL-2", DemoFaults.Words(MoodKind.Duplicate));
        return names;
    }

    private Task EventsAsync(CancellationToken cancellationToken) =>
        scene.Plan.Faults ? DemoScene.ClosedAsync(_billing.Moods, "BIL-3", () => TellAsync(cancellationToken)) : TellAsync(cancellationToken);

    private Task TellAsync(CancellationToken cancellationToken) => _billing.Events!.SendAsync([.. Enumerable.Range(0, 40).Select(n =>
    {
        var (id, account, at) = ($"BE{scene.Run}{n:D5}", scene.Demo.World.Account(n % 8).Number, scene.Now.AddSeconds(n));
        return (n % 3) switch
        {
            0 => AccountEvent.Balance(id, account, 10_000 - (n * 1_000), at),
            1 => AccountEvent.Overdue(id, account, 1_000 + n, DateOnly.FromDateTime(at.Date).AddDays(-1), at),
            _ => AccountEvent.Credit(id, account, 1_000_000, 800_000 + n, at),
        };
    })], cancellationToken);

    private async Task ChargesAsync(CancellationToken cancellationToken)
    {
        for (var n = 0; n < Customers; n++)
            _fresh.Add(await AskAsync(scene.Demo.World.Customer(n).Number, $"a{n}", cancellationToken));
        if (!scene.Plan.Faults)
            return;
        foreach (var silence in Silences)
            await DuringAsync(silence, cancellationToken);
        DemoScene.Once(_billing.Moods, "BIL-5", MoodKind.Slow);
        _fresh.Add(await AskAsync(scene.Demo.World.Customer(0).Number, "slow", cancellationToken));
        DemoScene.Once(_billing.Moods, "BIL-5", MoodKind.BusinessFault);
        await RefusedAsync(scene.Demo.World.Customer(0).Number, "refused", cancellationToken);
        await RefusedAsync("C05719999998", "unknown", cancellationToken);
        await AwayAsync(cancellationToken);
        // Billing answers nothing any more: a few wait for their deadline, then the circuit is open and the rest is answered at once.
        _billing.Moods.Set("BIL-5", MoodKind.MonthEnd);
        var asked = await Task.WhenAll(Enumerable.Range(0, Customers).Select(n => AskAsync(scene.Demo.World.Customer(n).Number, $"b{n}", cancellationToken)));
        _stale.AddRange(asked.Where(a => a.Stale));
        _billing.Moods.Clear("BIL-5", MoodKind.MonthEnd);
    }

    // The next question is answered again, so the circuit stays closed.
    private async Task DuringAsync(MoodKind silence, CancellationToken cancellationToken)
    {
        DemoScene.Once(_billing.Moods, "BIL-5", silence);
        KeepStale(await AskAsync(scene.Demo.World.Customer(0).Number, silence.ToString(), cancellationToken));
        _fresh.Add(await AskAsync(scene.Demo.World.Customer(1).Number, $"after{silence}", cancellationToken));
    }

    private async Task AwayAsync(CancellationToken cancellationToken)
    {
        _billing.Moods.Set("BIL-5", MoodKind.Down);
        await _billing.SwitchAsync();
        KeepStale(await AskAsync(scene.Demo.World.Customer(0).Number, "down", cancellationToken));
        _billing.Moods.Clear("BIL-5", MoodKind.Down);
        await _billing.SwitchAsync();
        _fresh.Add(await AskAsync(scene.Demo.World.Customer(1).Number, "up", cancellationToken));
    }

    private void KeepStale(ThroughAnswer answer)
    {
        if (answer.Stale)
            _stale.Add(answer);
    }

    private async Task RefusedAsync(string customer, string number, CancellationToken cancellationToken)
    {
        try
        {
            await AskAsync(customer, number, cancellationToken);
        }
        catch (RequestRefusedException)
        {
            _refused++;
        }
    }

    private Task<ThroughAnswer> AskAsync(string customer, string number, CancellationToken cancellationToken) => scene.Hub.Runtime.Queries.AskAsync(
        new FindCurrentCharges { RequestId = new RequestId($"Q{scene.Run}{number}"), CustomerNo = new CustomerNumber(customer) }, "core", cancellationToken);

    private static long Fen(ThroughAnswer answer) => CanonicalJson.Deserialize<CurrentCharges>(answer.Body).Total.Fen;
}
