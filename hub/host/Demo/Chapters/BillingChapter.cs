using Integration.Specs.Counterparts;

namespace Integration.Hub.Host.Demo.Chapters;

/// <summary>Bill files (BIL-1) and accounts (BIL-4).</summary>
internal sealed class BillingChapter(DemoScene scene) : IDemoChapter
{
    private readonly BillingCounterpart _billing = scene.Demo.Billing;
    private readonly DemoPlan _plan = scene.Plan;

    public void Misbehave()
    {
        _billing.Moods.Set("BIL-1", new Mood(MoodKind.BadLines, Times: 1, Count: 5));
        DemoScene.Once(_billing.Moods, "BIL-4", MoodKind.SystemFault, MoodKind.Unavailable, MoodKind.BusinessFault, MoodKind.Slow, MoodKind.Truncated,
            MoodKind.Lost, MoodKind.MonthEnd, MoodKind.AmbiguousTimeout, MoodKind.CannotTell);
    }

    public IEnumerable<DemoStep> Steps(DemoStage stage) => stage == DemoStage.Morning
        ? [new($"bill file of {_plan.BillLines:N0} lines taken", BillsAsync), new($"{_plan.Accounts} accounts opened at billing", AccountsAsync)]
        : [];

    public async Task CompareAsync(DemoComparison books, CancellationToken cancellationToken)
    {
        var transfers = await scene.Hub.Stores.Hub.Transfers.ListAsync(new TransferQuery("BIL-1"), cancellationToken);
        var whole = _billing.Bills.Files.Values.Where(f => !f.Moods.Any(DemoScene.NotWhole.Contains)).ToList();
        books.Add("BIL-1", "bills taken (ledger | sent and good)", transfers.Sum(t => t.Progress.Accepted), whole.Sum(f => f.GoodBills), DemoComparison.Flow.In);
        books.Add("BIL-1", "bills sent back", transfers.Sum(t => t.Progress.Rejected), whole.Sum(f => f.Bad.Count));
        var (bills, fen) = await scene.Hub.Stores.Archive.BillTotalsAsync(cancellationToken);
        books.Add("BIL-1", "bills in the archive", bills, whole.Sum(f => f.GoodBills));
        books.Add("BIL-1", "fen in the archive", fen, whole.Sum(f => f.GoodFen));
        books.Add("BIL-1", "files quarantined", transfers.Count(t => t.State == TransferState.Quarantined), _billing.Bills.Files.Count - whole.Count);
        var accounts = _billing.Books.Summary("BIL-4");
        books.Add("BIL-4", "accounts opened", books.Sent("BIL-4"), accounts.Accepted, DemoComparison.Flow.Out);
        books.Add("BIL-4", "refused, on the fallout desk", books.Out("BIL-4")?.Parked ?? 0, accounts.Rejected);
        books.NothingWrong("BIL", _billing.Books);
    }

    private async Task BillsAsync(CancellationToken cancellationToken)
    {
        var order = new BillOrder("202610", _plan.BillLines, FileNo: FreeFileNo());
        var file = await _billing.Bills.SendAsync(order, cancellationToken);
        var expected = new List<string> { file.Name };
        if (_plan.Faults)
            expected.AddRange(await BadDayAsync(file, cancellationToken));
        await scene.ReceiptsAsync(expected, async () => (await _billing.Bills.ReadReceiptsAsync(cancellationToken)).Select(r => r.FileName), cancellationToken);
    }

    // One file for each way in which a file can be wrong or come in a bad moment.
    private async Task<List<string>> BadDayAsync(BillFile first, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        async Task BringAsync() => names.Add((await _billing.Bills.SendAsync(new BillOrder("202610", 1_000, FirstAccount: 100_000 + (1_000 * names.Count), FileNo: FreeFileNo()), cancellationToken)).Name);
        foreach (var kind in DemoScene.NotWhole.Concat([MoodKind.OutOfOrder, MoodKind.Slow, MoodKind.Late]))
        {
            DemoScene.Once(_billing.Moods, "BIL-1", kind);
            await BringAsync();
        }
        await DemoScene.ClosedAsync(_billing.Moods, "BIL-1", BringAsync);
        names.Add($"BILL_0571_202610_{FreeFileNo():D3}.txt");
        await _billing.Bills.SendAgainAsync(first, names[^1], cancellationToken);
        scene.Faults.Played("BIL-1", DemoFaults.Words(MoodKind.Duplicate));
        return names;
    }

    private async Task AccountsAsync(CancellationToken cancellationToken)
    {
        for (var n = 0; n < _plan.Accounts; n++)
        {
            // One customer that billing does not know: its business fault goes to the fallout desk.
            await OpenAsync(n, _plan.Faults && n == _plan.Accounts - 1 ? "C057199999999" : scene.Demo.World.Customer(n).Number, cancellationToken);
        }
        await AnsweredAsync(_plan.Accounts, cancellationToken);
        if (!_plan.Faults)
            return;
        await scene.AwayAsync(_billing.Moods, "BIL-4", _billing.SwitchAsync, () => OpenAsync(_plan.Accounts, scene.Demo.World.Customer(_plan.Accounts).Number, cancellationToken), cancellationToken);
        await AnsweredAsync(_plan.Accounts + 1, cancellationToken);
    }

    private Task OpenAsync(int n, string customerNo, CancellationToken cancellationToken)
    {
        var command = DemoFacts.OpenAccount(n, scene.Run, customerNo, scene.Demo.World.Customer(n).Name, scene.Now);
        return scene.PostAsync(command, command.CustomerNo.Value, command.RequestId.Value, cancellationToken);
    }

    private Task AnsweredAsync(int accounts, CancellationToken cancellationToken) =>
        _billing.Books.WaitAsync(b => b.Summary("BIL-4") is { } s && s.Accepted + s.Rejected >= accounts, cancellationToken);

    // A kept world has files of earlier starts; a number is used once.
    private int FreeFileNo() => 1 + (_billing.Books.Entries("BIL-1").Count(e => e.Kind is BookKind.Sent or BookKind.Repeated) % 990);
}
