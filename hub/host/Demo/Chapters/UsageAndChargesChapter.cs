using Integration.CanonicalModel;
using Integration.Specs.Counterparts;

namespace Integration.Hub.Host.Demo.Chapters;

/// <summary>Daily usage (BIL-2), events of accounts (BIL-3), and current charges asked through the hub (BIL-5).</summary>
internal sealed class UsageAndChargesChapter(DemoScene scene) : IDemoChapter
{
    private const int Customers = 10;
    private readonly BillingCounterpart _billing = scene.Demo.Billing;
    private readonly List<ThroughAnswer> _fresh = [];
    private readonly List<ThroughAnswer> _stale = [];
    private int _refused;

    public void Misbehave()
    {
        _billing.Moods.Set("BIL-2", new Mood(MoodKind.BadLines, Times: 1, Count: 4));
        _billing.Moods.Set("BIL-3", MoodKind.Duplicate, times: 5);
        _billing.Moods.Set("BIL-3", MoodKind.BadLines, times: 1);
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
        var whole = _billing.Usage.Files.Values.Where(f => !f.Moods.Contains(MoodKind.WrongTotal)).ToList();
        books.Add("BIL-2", "service numbers taken", transfers.Sum(t => t.Progress.Accepted), whole.Sum(f => f.GoodDetails));
        books.Add("BIL-2", "lines sent back", transfers.Sum(t => t.Progress.Rejected), whole.Sum(f => f.Bad.Count));
        books.Add("BIL-2", "files quarantined", transfers.Count(t => t.State == TransferState.Quarantined), _billing.Usage.Files.Count - whole.Count);
        var events = _billing.Books.Summary("BIL-3");
        books.Add("BIL-3", "events heard", books.Taken("BIL-3"), events.Sent);
        books.Add("BIL-3", "unreadable, kept for a person", books.In("BIL-3")?.Parked ?? 0, events.Failed);
        var charges = _billing.Books.Summary("BIL-5");
        books.Add("BIL-5", "questions answered or refused by billing", books.Sent("BIL-5"), charges.Accepted + charges.Rejected);
        books.Add("BIL-5", "fen told", _fresh.Sum(Fen), _billing.Books.Entries("BIL-5").Where(e => e.Kind == BookKind.Accepted).Sum(e => e.Fen));
        books.Add("BIL-5", "last known charges told during month-end", _stale.Count, scene.Plan.Faults ? Customers : 0);
        books.Add("BIL-5", "refused: unknown to billing", _refused, charges.Rejected);
    }

    private async Task UsageAsync(CancellationToken cancellationToken)
    {
        var day = DateOnly.FromDateTime(scene.Now.ToOffset(TimeSpan.FromHours(8)).Date).AddDays(-1);
        var first = 1 + (_billing.Books.Entries("BIL-2").Count(e => e.Kind is BookKind.Sent or BookKind.Repeated) % 490);
        var file = await _billing.Usage.SendAsync(new UsageOrder(day, 800, FileNo: first), cancellationToken);
        var expected = new List<string> { file.Name };
        if (scene.Plan.Faults)
        {
            _billing.Moods.Set("BIL-2", MoodKind.WrongTotal, times: 1);
            expected.Add((await _billing.Usage.SendAsync(new UsageOrder(day, 100, FirstService: 100, FileNo: first + 1), cancellationToken)).Name);
            var again = file.Name.Replace($"_{first:D3}.txt", $"_{first + 2:D3}.txt", StringComparison.Ordinal);
            await _billing.Usage.SendAgainAsync(file, again, cancellationToken);
            expected.Add(again);
        }
        await scene.Hub.UntilAsync(async () =>
        {
            foreach (var receipt in await _billing.Usage.ReadReceiptsAsync(cancellationToken))
                expected.Remove(receipt.FileName);
            return expected.Count == 0;
        }, cancellationToken);
    }

    private Task EventsAsync(CancellationToken cancellationToken) => _billing.Events!.SendAsync([.. Enumerable.Range(0, 40).Select(n =>
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
        try
        {
            await AskAsync("C05719999998", "x", cancellationToken);
        }
        catch (RequestRefusedException)
        {
            _refused++;
        }
        // Billing answers nothing any more: a few wait for their deadline, then the circuit is open and the rest is answered at once.
        _billing.Moods.Set("BIL-5", MoodKind.MonthEnd);
        var asked = await Task.WhenAll(Enumerable.Range(0, Customers).Select(n => AskAsync(scene.Demo.World.Customer(n).Number, $"b{n}", cancellationToken)));
        _stale.AddRange(asked.Where(a => a.Stale));
        _billing.Moods.Clear("BIL-5", MoodKind.MonthEnd);
    }

    private Task<ThroughAnswer> AskAsync(string customer, string number, CancellationToken cancellationToken) => scene.Hub.Runtime.Queries.AskAsync(
        new FindCurrentCharges { RequestId = new RequestId($"Q{scene.Run}{number}"), CustomerNo = new CustomerNumber(customer) }, "core", cancellationToken);

    private static long Fen(ThroughAnswer answer) => CanonicalJson.Deserialize<CurrentCharges>(answer.Body).Total.Fen;
}
