using Integration.CanonicalModel;
using Integration.CoreApp.Settlement;
using Integration.Hub.Host.Hosting;
using Integration.Specs.Counterparts;

namespace Integration.Hub.Host.Demo.Chapters;

/// <summary>The province's hub and the group's: archive changes both ways (NAT-1), warnings up (NAT-2), a one-point bill and its shares (NAT-3).</summary>
internal sealed class PeerChapter(DemoScene scene, DemoGroup group) : IDemoChapter
{
    private const int Accounts = 3, Changes = 20, Warnings = 5;
    private static readonly string[] Links = ["NAT-1", "NAT-2", "NAT-3"];
    private static readonly BillingPeriod Period = BillingPeriod.Parse("2026-10");
    private bool _cut;

    public void Misbehave() => _cut = true;

    /// <summary>Before the bills: a hub can hand in only bills of accounts that it knows to be paid by another.</summary>
    public async Task JoinAsync(CancellationToken cancellationToken)
    {
        for (var n = 0; n < Accounts; n++)
            await scene.PostAsync(Account(n), Account(n).CustomerNo.Value, $"{scene.Run}:{Account(n).AccountNo}", cancellationToken);
        await scene.Hub.RestAsync(cancellationToken);
    }

    public IEnumerable<DemoStep> Steps(DemoStage stage) => (stage, _cut) switch
    {
        (DemoStage.Morning, true) => [new("group's hub killed; what is for it waits in the queues", KillAsync)],
        (DemoStage.Afternoon, _) => [new($"{Changes} customers changed by the group, {Warnings} warnings told to it", AfternoonAsync)],
        (DemoStage.Evening, _) => [new("one-point bill shared out, both hubs at rest", SharesAsync)],
        _ => [],
    };

    public async Task CompareAsync(DemoComparison books, CancellationToken cancellationToken)
    {
        var theirs = new DemoComparison(await group.Stores.Operations.InterfaceFiguresAsync(DateTimeOffset.MinValue, cancellationToken), []);
        foreach (var (id, what) in new[] { ("NAT-1", "archive changes"), ("NAT-2", "warnings"), ("NAT-3", "bills and shares") })
        {
            books.Add($"{id}-CN-OUT", $"{what} to the group", books.Sent($"{id}-CN-OUT"), theirs.Taken($"{id}-CN-ZJ-IN"), DemoComparison.Flow.Out);
            books.Add($"{id}-CN-IN", $"{what} from the group", books.Taken($"{id}-CN-IN"), theirs.Sent($"{id}-CN-ZJ-OUT"), DemoComparison.Flow.In);
        }
        books.Add("NAT-1", "changes by the group, none of them sent back", books.Taken("NAT-1-CN-IN"), Changes);
        var bill = (await group.Stores.Settlement.BillsAsync(Period.ToString(), cancellationToken)).FirstOrDefault(b => b.BillNo == BillNo);
        var (here, there) = (await SharesOfAsync(scene.Hub.Stores, cancellationToken), await SharesOfAsync(group.Stores, cancellationToken));
        books.Add("NAT-3", "fen handed in | in the one bill", await HandedInAsync(cancellationToken), bill?.Fen ?? 0);
        books.Add("NAT-3", "fen shared out | in the one bill", there.Sum(s => s.Fen), bill?.Fen ?? 0);
        books.Add("NAT-3", "fen of the province's share", here.Sum(s => s.Fen), there.Where(s => s.OrgUnit == DemoGroup.Province).Sum(s => s.Fen));
    }

    private async Task AfternoonAsync(CancellationToken cancellationToken)
    {
        if (_cut)
            await group.ResumeAsync(cancellationToken);
        await ChangesAsync(cancellationToken);
        for (var n = 0; n < Warnings; n++)
            await WarnAsync(n, cancellationToken);
    }

    private async Task ChangesAsync(CancellationToken cancellationToken)
    {
        for (var n = 0; n < Changes; n++)
        {
            var customer = DemoFacts.Customer(scene.Demo.World.Customer(n), scene.Now) with { ServiceLevel = ServiceLevel.Diamond };
            await group.PostAsync(customer, customer.CustomerNo.Value, $"{scene.Run}:{customer.CustomerNo}", cancellationToken);
        }
    }

    private async Task SharesAsync(CancellationToken cancellationToken)
    {
        await UntilAsync(async () => await UnfinishedAsync("settlement") + await UnfinishedAsync("peers") + await UnfinishedAsync("NAT-3-CN-OUT") == 0, cancellationToken);
        var handedIn = await HandedInAsync(cancellationToken);
        await UntilAsync(async () => (await group.Stores.Settlement.BillsAsync(Period.ToString(), cancellationToken)).Any(b => b.BillNo == BillNo && b.State == "settled" && b.Fen == handedIn), cancellationToken);
        await UntilAsync(async () => (await SharesOfAsync(scene.Hub.Stores, cancellationToken)).Any(s => s.BillFen == handedIn), cancellationToken);
        await UntilAsync(async () => await TakenAsync(scene.Hub.Stores, "NAT-1-CN-IN") >= await SentAsync(group.Stores, "NAT-1-CN-ZJ-OUT") && await TakenAsync(group.Stores, "NAT-1-CN-ZJ-IN") >= await SentAsync(scene.Hub.Stores, "NAT-1-CN-OUT"), cancellationToken);
        await UntilAsync(() => group.RestsAsync(cancellationToken), cancellationToken);
        if (!_cut)
            return;
        foreach (var link in Links)
            await BadMessagesAsync(link, cancellationToken);
    }

    private async Task KillAsync(CancellationToken cancellationToken)
    {
        await group.KillAsync();
        foreach (var link in Links)
            scene.Faults.Played($"{link}-CN-OUT", "killed");
    }

    // The last message of the group comes twice, then one that nobody can read: it stays with the province for a person.
    private async Task BadMessagesAsync(string link, CancellationToken cancellationToken)
    {
        var (sender, receiver) = ($"{link}-CN-ZJ-OUT", $"{link}-CN-IN");
        await using var queue = scene.Demo.Places.Queue($"nat.{DemoGroup.Group}.to.{DemoGroup.Province}.{link.ToLowerInvariant()}").Port;
        var sent = await group.Stores.Operations.SearchAsync(new MessageQuery { Subscriber = sender, State = DeliveryState.Done, Limit = 1 }, cancellationToken);
        if (sent.Messages.FirstOrDefault() is { } last)
        {
            var payload = (await group.Stores.Operations.GetPayloadsAsync(last.Id, cancellationToken)).Last(p => p.Subscriber == sender && p.Payload.Kind == PayloadKind.Outbound).Payload;
            await queue.SendAsync(new QueueMessage($"again-{last.Id}", "Peer.Message", payload.Bytes), cancellationToken);
            scene.Faults.Played(receiver, DemoFaults.Words(MoodKind.Duplicate));
        }
        await queue.SendAsync(new QueueMessage($"bad-{scene.Run}-{link}", "Peer.Message", "{\"version\":1,"u8.ToArray()), cancellationToken);
        scene.Faults.Played(receiver, DemoFaults.Words(MoodKind.BadLines));
        await UntilAsync(async () => (await FiguresAsync(scene.Hub.Stores, receiver))?.Parked > 0, cancellationToken);
    }

    // A group's hub that has ended would be waited for until the day's patience is over.
    private Task UntilAsync(Func<Task<bool>> condition, CancellationToken cancellationToken) => scene.Hub.UntilAsync(() =>
    {
        group.MustRun();
        return condition();
    }, cancellationToken);

    private string BillNo => $"OP-{Payer}-{Period}";

    private AccountNumber Payer => new($"OP{scene.Run}");

    private AccountNumber AccountNo(int n) => new(scene.Demo.World.Account(2 * n).Number);

    private CustomerNumber CustomerNo(int n) => new(scene.Demo.World.Customer(n).Number);

    private BillingAccountProfileChanged Account(int n) => new()
    {
        AccountNo = AccountNo(n), CustomerNo = CustomerNo(n), Name = scene.Demo.World.Customer(n).Name, Status = BillingAccountStatus.Open, PaymentMethod = PaymentMethod.OnePoint, OccurredAt = scene.Now,
        OnePointBilling = new OnePointBilling
        {
            GroupNo = $"G{scene.Run}", PayingAccountNo = Payer,
            Shares = [.. Enumerable.Range(0, Accounts).Select(a => new OnePointShare { AccountNo = AccountNo(a), BasisPoints = LargestRemainder.Whole })],
            Settlement = [new SettlementShare { OrgUnit = new(DemoGroup.Group), BasisPoints = 3_333 }, new SettlementShare { OrgUnit = new(DemoGroup.Province), BasisPoints = 6_667 }],
        },
    };

    private Task WarnAsync(int n, CancellationToken cancellationToken)
    {
        var warning = new WarningRaised
        {
            WarningId = new($"W{scene.Run}{n}"), Kind = WarningKind.Consumption, Severity = Severity.Major, State = WarningState.Raised, Title = "消费下降", CustomerNo = CustomerNo(n),
            OrgUnit = new(scene.Demo.World.Customer(n).OrgUnit), RaisedAt = scene.Now, OccurredAt = scene.Now,
        };
        return scene.PostAsync(warning, warning.WarningId.Value, warning.WarningId.Value, cancellationToken);
    }

    // The newest state of each bill that the province has handed in, by its own messages.
    private async Task<long> HandedInAsync(CancellationToken cancellationToken)
    {
        var bills = new Dictionary<BillNumber, long>();
        for (var n = 0; n < Accounts; n++)
        {
            var found = await scene.Hub.Stores.Operations.SearchAsync(new MessageQuery { Type = nameof(GroupBillContributed), Source = "settlement", Key = AccountNo(n).Value, Limit = 500 }, cancellationToken);
            foreach (var message in found.Messages.OrderBy(m => m.Sequence))
            {
                var bill = CanonicalJson.Deserialize<GroupBillContributed>((await scene.Hub.Stores.Operations.GetAsync(message.Id, cancellationToken))!.Envelope.Body);
                if (bill.PayingAccountNo == Payer)
                    bills[bill.BillNo] = bill.AmountDue.Fen;
            }
        }
        return bills.Values.Sum();
    }

    private async Task<IReadOnlyList<SettledShare>> SharesOfAsync(Stores stores, CancellationToken cancellationToken) =>
        [.. (await stores.Settlement.SharesAsync(Period.ToString(), cancellationToken)).Where(s => s.BillNo == BillNo)];

    private static async Task<long> SentAsync(Stores stores, string @interface) => (await FiguresAsync(stores, @interface))?.Sent ?? 0;

    private static async Task<long> TakenAsync(Stores stores, string @interface) => (await FiguresAsync(stores, @interface))?.Received ?? 0;

    private static async Task<InterfaceFigures?> FiguresAsync(Stores stores, string @interface) =>
        (await stores.Operations.InterfaceFiguresAsync(DateTimeOffset.MinValue, CancellationToken.None)).FirstOrDefault(f => f.Interface == @interface);

    private async Task<long> UnfinishedAsync(string subscriber) =>
        (await scene.Hub.Stores.Operations.SubscriberFiguresAsync(CancellationToken.None)).Where(f => f.Subscriber == subscriber).Sum(f => f.Ready + f.Claimed + f.Waiting + f.Retry);
}
