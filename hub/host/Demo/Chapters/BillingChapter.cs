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
        _billing.Moods.Set("BIL-4", new Mood(MoodKind.SystemFault, Times: 2));
        _billing.Moods.Set("BIL-4", new Mood(MoodKind.AmbiguousTimeout, Times: 1));
    }

    public IEnumerable<DemoStep> Steps(DemoStage stage) => stage == DemoStage.Morning
        ? [new($"bill file of {_plan.BillLines:N0} lines taken", BillsAsync), new($"{_plan.Accounts} accounts opened at billing", AccountsAsync)]
        : [];

    public async Task CompareAsync(DemoComparison books, CancellationToken cancellationToken)
    {
        var transfers = await scene.Hub.Stores.Hub.Transfers.ListAsync(new TransferQuery("BIL-1"), cancellationToken);
        var whole = _billing.Bills.Files.Values.Where(f => !f.Moods.Contains(MoodKind.WrongTotal)).ToList();
        books.Add("BIL-1", "bills taken (ledger | sent and good)", transfers.Sum(t => t.Progress.Accepted), whole.Sum(f => f.GoodBills));
        books.Add("BIL-1", "bills sent back", transfers.Sum(t => t.Progress.Rejected), whole.Sum(f => f.Bad.Count));
        var (bills, fen) = await scene.Hub.Stores.Archive.BillTotalsAsync(cancellationToken);
        books.Add("BIL-1", "bills in the archive", bills, whole.Sum(f => f.GoodBills));
        books.Add("BIL-1", "fen in the archive", fen, whole.Sum(f => f.GoodFen));
        books.Add("BIL-1", "files quarantined", transfers.Count(t => t.State == TransferState.Quarantined), _billing.Bills.Files.Count - whole.Count);
        var accounts = _billing.Books.Summary("BIL-4");
        books.Add("BIL-4", "accounts opened", books.Sent("BIL-4"), accounts.Accepted);
        books.Add("BIL-4", "refused, on the fallout desk", books.Out("BIL-4")?.Parked ?? 0, accounts.Rejected);
        books.NothingWrong("BIL", _billing.Books);
    }

    private async Task BillsAsync(CancellationToken cancellationToken)
    {
        var order = new BillOrder("202610", _plan.BillLines, FileNo: FreeFileNo());
        var file = await _billing.Bills.SendAsync(order, cancellationToken);
        var expected = new List<string> { file.Name };
        if (_plan.Faults)
        {
            _billing.Moods.Set("BIL-1", MoodKind.WrongTotal, times: 1);
            expected.Add((await _billing.Bills.SendAsync(new BillOrder("202610", 2_000, FirstAccount: 100_000, FileNo: FreeFileNo() + 1), cancellationToken)).Name);
            var again = $"BILL_0571_202610_{FreeFileNo() + 2:D3}.txt";
            await _billing.Bills.SendAgainAsync(file, again, cancellationToken);
            expected.Add(again);
        }
        await scene.Hub.UntilAsync(async () =>
        {
            foreach (var receipt in await _billing.Bills.ReadReceiptsAsync(cancellationToken))
                expected.Remove(receipt.FileName);
            return expected.Count == 0;
        }, cancellationToken);
    }

    private async Task AccountsAsync(CancellationToken cancellationToken)
    {
        for (var n = 0; n < _plan.Accounts; n++)
        {
            var customer = scene.Demo.World.Customer(n);
            // One customer that billing does not know: its business fault goes to the fallout desk.
            var number = _plan.Faults && n == _plan.Accounts - 1 ? "C057199999999" : customer.Number;
            var command = DemoFacts.OpenAccount(n, scene.Run, number, customer.Name, scene.Now);
            await scene.PostAsync(command, command.CustomerNo.Value, command.RequestId.Value, cancellationToken);
        }
        await _billing.Books.WaitAsync(b => b.Summary("BIL-4") is { } s && s.Accepted + s.Rejected >= _plan.Accounts, cancellationToken);
    }

    // A kept world has files of earlier starts; a number is used once.
    private int FreeFileNo() => 1 + (_billing.Books.Entries("BIL-1").Count(e => e.Kind is BookKind.Sent or BookKind.Repeated) % 990);
}
