using Integration.CanonicalModel;
using Integration.Hub.Core.Batches;
using Integration.Hub.Host.Cli;
using Integration.Specs.Counterparts;

namespace Integration.Hub.Host.Demo.Chapters;

/// <summary>Direct debits at three banks (BNK-1, BNK-2), transfers (BNK-4), the statement (BNK-3), and their posting at billing (BIL-6).</summary>
internal sealed class BankChapter(DemoScene scene) : IDemoChapter
{
    private const int DebitsOfEach = 12;
    private const int Transfers = 5;
    private readonly BankWorld _banks = scene.Demo.Banks;
    private int _expectedDifferences;

    public void Misbehave()
    {
        foreach (var (system, bank) in _banks.All)
        {
            var suffix = char.ToUpperInvariant(system[^1]);
            bank.Moods.Set($"BNK-1-{suffix}", MoodKind.BusinessFault, times: 2);
            DemoScene.Once(bank.Moods, $"BNK-2-{suffix}", MoodKind.WrongTotal, MoodKind.Truncated, MoodKind.Duplicate, MoodKind.Late);
        }
        DemoScene.Once(_banks.C.Moods, "BNK-2-C", MoodKind.WrongSignature);
        DemoScene.Once(_banks.A.Moods, "BNK-4-A", MoodKind.Duplicate, MoodKind.BadLines, MoodKind.Late);
        DemoScene.Once(_banks.A.Moods, "BNK-3-A", MoodKind.WrongTotal, MoodKind.MissingEntry, MoodKind.OtherAmount, MoodKind.ExtraEntry, MoodKind.DoubledEntry);
        DemoScene.Once(scene.Demo.Billing.Moods, "BIL-6", MoodKind.BusinessFault);
        DemoScene.Once(scene.Demo.Billing.Moods, "BIL-6-R", MoodKind.WrongTotal, MoodKind.Truncated, MoodKind.Duplicate, MoodKind.Late, MoodKind.ExtraEntry);
        _expectedDifferences = 5;
    }

    public IEnumerable<DemoStep> Steps(DemoStage stage) => stage == DemoStage.Evening
        ? [new($"{3 * DebitsOfEach} direct debits collected by three banks, {Transfers} transfers, posted at billing and reconciled", EveningAsync)]
        : [];

    public async Task CompareAsync(DemoComparison books, CancellationToken cancellationToken)
    {
        var totals = await scene.Hub.Stores.Payments.TotalsAsync(cancellationToken);
        long Count(string bank, string state) => totals.Where(t => t.Bank == bank && t.State == state).Sum(t => t.Count);
        long Fen(string bank, string state) => totals.Where(t => t.Bank == bank && t.State == state).Sum(t => t.Fen);
        foreach (var (system, bank) in _banks.All)
        {
            var suffix = char.ToUpperInvariant(system[^1]);
            books.Add($"BNK-1-{suffix}", "debits collected", Count(system, "settled"), bank.Books.Summary($"BNK-1-{suffix}").Accepted, DemoComparison.Flow.Out);
            books.Add($"BNK-1-{suffix}", "fen collected", Fen(system, "settled"), bank.CollectedFen);
            books.Add($"BNK-2-{suffix}", "debits with a result", Count(system, "settled") + Count(system, "failed"), bank.Collected.Count, DemoComparison.Flow.In);
            books.Add($"BNK-2-{suffix}", "debits refused", Count(system, "failed"), bank.Books.Summary($"BNK-1-{suffix}").Rejected);
            books.Add($"BNK-2-{suffix}", "files quarantined", await QuarantinedAsync($"BNK-2-{suffix}", cancellationToken), bank.Books.Entries($"BNK-2-{suffix}").Count(e => e.Kind == BookKind.Failed));
            books.NothingWrong($"BNK-{suffix}", bank.Books);
        }
        books.Add("BNK-4-A", "transfers told", Count("bank-a", "received"), _banks.Account.Transfers, DemoComparison.Flow.In);
        books.Add("BNK-4-A", "unreadable, kept for a person", books.In("BNK-4-A")?.Parked ?? 0, _banks.A.Books.Summary("BNK-4-A").Failed);
        books.Add("BNK-4-A", "fen told", Fen("bank-a", "received"), _banks.Account.TransfersFen);
        var payments = await scene.Hub.Stores.Payments.ListAsync(null, null, null, 100_000, cancellationToken);
        // What billing says it posted and nobody paid is a difference, no payment.
        var posted = payments.Where(p => p is { Posting: "posted", Bank: not null }).ToList();
        books.Add("BIL-6", "payments posted", posted.Count, _banks.Posting.Posted, DemoComparison.Flow.Out);
        books.Add("BIL-6", "fen posted", posted.Sum(p => p.Fen), _banks.Posting.PostedFen);
        books.Add("BIL-6-R", "payments with a result", payments.Count(p => p is { Posting: "posted" or "rejected", Bank: not null }), _banks.Posting.Posted + _banks.Posting.Refused, DemoComparison.Flow.In);
        books.Add("BIL-6-R", "results quarantined", await QuarantinedAsync("BIL-6-R", cancellationToken), scene.Demo.Billing.Books.Entries("BIL-6-R").Count(e => e.Kind == BookKind.Failed));
        var open = await scene.Hub.Stores.Payments.DifferencesAsync("open", null, 1000, cancellationToken);
        var statements = _banks.A.Books.Entries("BNK-3-A");
        books.Add("BNK-3-A", "statements taken", books.Taken("BNK-3-A"), statements.Count(e => e.Kind == BookKind.Sent), DemoComparison.Flow.In);
        books.Add("BNK-3-A", "statements quarantined", await QuarantinedAsync("BNK-3-A", cancellationToken), statements.Count(e => e.Kind == BookKind.Failed));
        books.Add("BNK-3-A", "differences listed (a fee, one booked twice, one of another amount, one not posted, one posted that nobody paid)", open.Count, _expectedDifferences);
    }

    private async Task<int> QuarantinedAsync(string @interface, CancellationToken cancellationToken) =>
        (await scene.Hub.Stores.Hub.Transfers.ListAsync(new TransferQuery(@interface), cancellationToken)).Count(t => t.State == TransferState.Quarantined);

    private async Task EveningAsync(CancellationToken cancellationToken)
    {
        var debits = Enumerable.Range(0, 3 * DebitsOfEach).Select(Debit).ToList();
        foreach (var debit in debits)
            await scene.PostAsync(debit, debit.DebitNo.Value, debit.DebitNo.Value, cancellationToken);
        // Somebody asks twice: collected once all the same.
        await scene.PostAsync(debits[0], debits[0].DebitNo.Value, debits[0].DebitNo.Value + "-again", cancellationToken);
        for (var n = 0; n < Transfers; n++)
            await _banks.Account.PayInAsync(10_000 + n, scene.Demo.World.Customer(n).Name, $"电话费 {scene.Demo.World.Account(2 * n).Number}", cancellationToken);
        await UntilAsync(payments => debits.Count(d => payments.ContainsKey("debit:" + d.DebitNo)) == debits.Count, cancellationToken);
        await Task.WhenAll(new[] { "BNK-1-A", "BNK-1-B", "BNK-1-C" }.Select(one => CloseAsync(one, cancellationToken)));
        await scene.Hub.UntilAsync(async () =>
        {
            foreach (var (_, bank) in _banks.All)
                await bank.WorkAsync(cancellationToken);
            return debits.All(d => _banks.All.Any(b => b.Bank.Collected.ContainsKey(d.DebitNo.Value)));
        }, cancellationToken);
        foreach (var (system, bank) in _banks.All)
            await NoLongerLateAsync(bank.Moods, $"BNK-2-{char.ToUpperInvariant(system[^1])}", () => bank.WorkAsync(cancellationToken));
        await UntilAsync(payments => debits.All(d => payments["debit:" + d.DebitNo].State is "settled" or "failed")
            && payments.Values.Count(p => p.State == "received") >= _banks.Account.Transfers, cancellationToken);
        await PostAsync(cancellationToken);
        await _banks.Account.StatementAsync(cancellationToken);
        // What the first left out stands in the second.
        if (scene.Plan.Faults)
            await _banks.Account.StatementAsync(cancellationToken);
        await UntilAsync(payments => payments.Values.Where(p => p is { Bank: "bank-a", State: "settled" or "received" }).All(p => p.Booked), cancellationToken);
    }

    private async Task PostAsync(CancellationToken cancellationToken)
    {
        await scene.Hub.RestAsync(cancellationToken);
        await CloseAsync("BIL-6", cancellationToken);
        await scene.Hub.UntilAsync(async () => await _banks.Posting.WorkAsync(cancellationToken) > 0, cancellationToken);
        await NoLongerLateAsync(scene.Demo.Billing.Moods, "BIL-6-R", () => _banks.Posting.WorkAsync(cancellationToken));
        await UntilAsync(payments => payments.Values.All(p => p.Posting is not "ordered"), cancellationToken);
    }

    // The work was done, its results were held back until now.
    private async Task NoLongerLateAsync(MoodBoard moods, string @interface, Func<Task> workAsync)
    {
        if (!moods.Holds(@interface, MoodKind.Late))
            return;
        moods.Clear(@interface, MoodKind.Late);
        scene.Faults.Played(@interface, DemoFaults.Words(MoodKind.Late));
        await workAsync();
    }

    private Task CloseAsync(string @interface, CancellationToken cancellationToken) => scene.Plan.Faults
        ? scene.FolderBlockedAsync(_banks.Inboxes[@interface], @interface, () => MakeFileAsync(@interface, cancellationToken), cancellationToken)
        : MakeFileAsync(@interface, cancellationToken);

    private Task MakeFileAsync(string @interface, CancellationToken cancellationToken) =>
        BatchVerbs.CloseAsync(scene.Hub.Stores, new BatchPlanner(scene.Hub.Runtime.Wiring.Outbound[@interface]), @interface, "the demo's evening", cancellationToken);

    private Task UntilAsync(Func<IReadOnlyDictionary<string, CoreApp.Payments.PaymentView>, bool> enough, CancellationToken cancellationToken) => scene.Hub.UntilAsync(
        async () => enough((await scene.Hub.Stores.Payments.ListAsync(null, null, null, 1_000_000, cancellationToken)).ToDictionary(p => p.Subject)), cancellationToken);

    private CollectDirectDebit Debit(int n)
    {
        var customer = scene.Demo.World.Customer(n);
        return new CollectDirectDebit
        {
            DebitNo = new DebitNumber($"DD{scene.Run}{n:D5}"),
            AccountNo = new AccountNumber(scene.Demo.World.Account(2 * n).Number),
            // Bank C writes GBK: a name that needs more goes out as a numeric character reference.
            Debtor = new BankAccount { Bank = BankWorld.Codes[n % 3], Number = new BankAccountNumber($"62220212020{n:D8}"), Holder = customer.Name },
            Amount = Money.Cny(10_000 + (n * 137)),
            CollectOn = DateOnly.FromDateTime(scene.Now.ToOffset(TimeSpan.FromHours(8)).DateTime).AddDays(1),
        };
    }
}
