using System.Diagnostics;
using Integration.CanonicalModel;
using Integration.Hub.Core.Journeys;
using Integration.Hub.Host.Hosting;
using Integration.Specs.Counterparts;

namespace Integration.Hub.Host.Demo;

/// <summary>How much happens.</summary>
internal sealed record DemoPlan(long BillLines, int WorkOrders, int Accounts, int Checks, int Calls, int Reports, bool Faults)
{
    public static DemoPlan Day { get; } = new(100_000, 60, 20, 20, 40, 20, Faults: true);

    public static DemoPlan Morning { get; } = new(100_000, 12, 6, 6, 10, 4, Faults: false);
}

/// <summary>One day: the archive is filled, bills come, work orders go out and come back, accounts are opened, customer service calls; some of it goes wrong on purpose.</summary>
internal sealed class DemoDay(RunningHub hub, DemoWorld demo, DemoPlan plan, Action<string> say)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly string _run = hub.Time.GetUtcNow().ToString("yyMMddHHmmss", System.Globalization.CultureInfo.InvariantCulture);
    private readonly TimeProvider _time = hub.Time;

    /// <summary>What every customer service call was answered, for the comparison.</summary>
    public List<(WorldService Asked, CustomerAnswer Answer)> Calls { get; } = [];

    public async Task PlayAsync(CustomerServiceCounterpart customerService, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        await StepAsync("archive filled with customers, accounts and products", () => SeedAsync(patience.Token));
        if (plan.Faults)
            Misbehave();
        var bills = StepAsync($"bill file of {plan.BillLines:N0} lines taken", () => BillsAsync(patience.Token));
        var orders = StepAsync($"{plan.WorkOrders} work orders sent to 97 and answered", () => WorkOrdersAsync(patience.Token));
        var accounts = StepAsync($"{plan.Accounts} accounts opened at billing", () => AccountsAsync(patience.Token));
        var checks = StepAsync($"{plan.Checks} feasibility checks", () => ChecksAsync(patience.Token));
        await Task.WhenAll(bills, orders, accounts, checks);
        await StepAsync($"{plan.Calls} questions and {plan.Reports} reports of customer service", () => CustomerServiceAsync(customerService, patience.Token));
        await StepAsync("everything at rest", () => hub.RestAsync(patience.Token));
    }

    private async Task StepAsync(string what, Func<Task> work)
    {
        var clock = Stopwatch.StartNew();
        await work();
        say($"{what} ({clock.Elapsed.TotalSeconds:0.0} s)");
    }

    private void Misbehave()
    {
        demo.Billing.Moods.Set("BIL-1", new Mood(MoodKind.BadLines, Times: 1, Count: 5));
        demo.Billing.Moods.Set("BIL-4", new Mood(MoodKind.SystemFault, Times: 2));
        demo.Billing.Moods.Set("BIL-4", new Mood(MoodKind.AmbiguousTimeout, Times: 1));
        demo.Resource.Moods.Set("RES-1", new Mood(MoodKind.Unavailable, Times: 2));
        demo.Ninety7.Moods.Set("N97-2", new Mood(MoodKind.Duplicate, Times: 5));
        demo.Ninety7.Moods.Set("N97-2", new Mood(MoodKind.BadLines, Times: 2));
    }

    private async Task SeedAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var posts = new List<Task>();
        for (var i = 0; i < demo.World.Customers; i++)
        {
            var customer = demo.World.Customer(i);
            posts.Add(PostAsync(DemoFacts.Customer(customer, now), customer.Number, $"seed:{customer.Number}", cancellationToken));
            for (var a = 2 * i; a < (2 * i) + 2; a++)
                posts.Add(PostAsync(DemoFacts.Account(demo.World.Account(a), customer, now), customer.Number, $"seed:{demo.World.Account(a).Number}", cancellationToken));
            for (var s = 4 * i; s < (4 * i) + 4; s++)
                posts.Add(PostAsync(DemoFacts.Product(demo.World.Service(s), customer, now), customer.Number, $"seed:{demo.World.Service(s).ProductId}", cancellationToken));
        }
        await Task.WhenAll(posts);
        await hub.RestAsync(cancellationToken);
    }

    private async Task BillsAsync(CancellationToken cancellationToken)
    {
        var billing = demo.Billing;
        var order = new BillOrder("202610", plan.BillLines, FileNo: FreeFileNo());
        var file = await billing.Bills.SendAsync(order, cancellationToken);
        var expected = new List<string> { file.Name };
        if (plan.Faults)
        {
            billing.Moods.Set("BIL-1", MoodKind.WrongTotal, times: 1);
            expected.Add((await billing.Bills.SendAsync(new BillOrder("202610", 2_000, FirstAccount: 100_000, FileNo: FreeFileNo() + 1), cancellationToken)).Name);
            var again = $"BILL_0571_202610_{FreeFileNo() + 2:D3}.txt";
            await billing.Bills.SendAgainAsync(file, again, cancellationToken);
            expected.Add(again);
        }
        await hub.UntilAsync(async () =>
        {
            foreach (var receipt in await billing.Bills.ReadReceiptsAsync(cancellationToken))
                expected.Remove(receipt.FileName);
            return expected.Count == 0;
        }, cancellationToken);
    }

    private async Task WorkOrdersAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        for (var n = 0; n < plan.WorkOrders; n++)
        {
            var service = demo.World.Service(n * 7 % (demo.World.Customers * 4));
            var order = DemoFacts.WorkOrder(n, _run, service, demo.World.Customer(service.CustomerIndex), now);
            await PostAsync(order, order.WorkOrderNo.Value, order.WorkOrderNo.Value, cancellationToken);
        }
        await demo.Ninety7.Books.WaitAsync(b => b.Summary("N97-1").Received >= plan.WorkOrders, cancellationToken);
        await hub.RestAsync(cancellationToken);
    }

    private async Task AccountsAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        for (var n = 0; n < plan.Accounts; n++)
        {
            var customer = demo.World.Customer(n);
            // One customer that billing does not know: its business fault goes to the fallout desk.
            var number = plan.Faults && n == plan.Accounts - 1 ? "C057199999999" : customer.Number;
            var command = DemoFacts.OpenAccount(n, _run, number, customer.Name, now);
            await PostAsync(command, command.CustomerNo.Value, command.RequestId.Value, cancellationToken);
        }
        await demo.Billing.Books.WaitAsync(b => b.Summary("BIL-4") is { } s && s.Accepted + s.Rejected >= plan.Accounts, cancellationToken);
    }

    private async Task ChecksAsync(CancellationToken cancellationToken)
    {
        for (var n = 0; n < plan.Checks; n++)
        {
            var (a, z) = (demo.World.Customer(n), demo.World.Customer(n + 1));
            var check = DemoFacts.Feasibility(n, _run, a, a.Address, n % 5 == 4 ? "舟山市嵊泗岛码头1号" : z.Address);
            await PostAsync(check, check.RequestId.Value, check.RequestId.Value, cancellationToken);
        }
        await demo.Resource.Books.WaitAsync(b => b.Summary("RES-1").Accepted >= plan.Checks, cancellationToken);
    }

    private async Task CustomerServiceAsync(CustomerServiceCounterpart customerService, CancellationToken cancellationToken)
    {
        for (var n = 0; n < plan.Calls; n++)
        {
            var service = demo.World.Service(n * 7 % (demo.World.Customers * 4));
            var how = new SoapCallOptions { Soap12 = n % 2 == 1 };
            Calls.Add((service, await customerService.QueryAsync(service.Number, how, cancellationToken)));
        }
        for (var n = 0; n < plan.Reports; n++)
        {
            if (plan.Faults && n % 5 == 0)
                customerService.Moods.Set("CS-2", MoodKind.Duplicate, times: 1);
            var service = demo.World.Service(n * 4);
            await customerService.ReportAsync(new TroubleReport($"CS{_run}{n:D5}", service.Number, "FAULT", "2", $"电话无声，第{n + 1}次申告，请尽快处理"), null, cancellationToken);
        }
    }

    // A kept world has files of earlier starts; a number is used once.
    private int FreeFileNo() => 1 + (demo.Billing.Books.Entries("BIL-1").Count(e => e.Kind is BookKind.Sent or BookKind.Repeated) % 990);

    private async Task PostAsync<T>(T message, string businessKey, string duplicateKey, CancellationToken cancellationToken) where T : class =>
        await hub.Runtime.PostAsync(Posting.Envelope(message, "core", businessKey, duplicateKey, _time), cancellationToken);
}
