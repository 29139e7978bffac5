using Integration.Specs.Features.Support;

namespace Integration.Specs.Features.Whole;

/// <summary>SIGTERM under load: the hub finishes or gives back what it has in hand, and ends with 0.</summary>
[Collection(WholeHubCollection.Name)]
public sealed class CleanStopSpecs : IAsyncLifetime
{
    private const int WorkOrders = 100;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);
    private HubWorld? _world;

    private HubWorld World => _world!;

    public async ValueTask InitializeAsync() => _world = await HubWorld.StartAsync(new OnSqlite());

    public async ValueTask DisposeAsync()
    {
        if (_world is not null)
            await _world.DisposeAsync();
    }

    [Fact]
    public async Task Stopped_under_load_it_ends_with_0_and_the_next_start_goes_on()
    {
        var orders = await World.CreateWorkOrdersAsync(WorkOrders);
        var file = await World.Demo.Billing.Bills.SendAsync(new BillOrder("202610", 40_000), TestContext.Current.CancellationToken);

        await using (var hub = await World.StartHubAsync())
        {
            await Patience.UntilAsync("the file is under way", World.TransferAsync, t => t?.Progress.Accepted > 0);
            var (code, took) = await hub.TerminateAsync(TestContext.Current.CancellationToken);
            Assert.True(code == 0, $"exit code {code}: {hub.Said}");
            Assert.True(took < Grace, $"stopped after {took.TotalSeconds:0.0} s");
        }
        var transfer = await World.TransferAsync();
        Assert.Equal((TransferState.Running, null), (transfer!.State, transfer.Node));
        Assert.Equal(0, (await World.Stores.Operations.SubscriberFiguresAsync(TestContext.Current.CancellationToken)).Sum(f => f.Claimed));

        await using var next = await World.StartHubAsync();
        await Patience.UntilAsync("all bills in the archive", World.Archive.BillTotalsAsync, t => t.Bills == file.Bills);
        await Patience.UntilAsync("all completed in the archive", () => World.Archive.WorkOrdersAsync("completed"), n => n == WorkOrders);
        await Patience.UntilAsync("nothing is unfinished", World.UnfinishedAsync, n => n == 0);
        await Ledger.AgreesAsync(World, file, orders);
    }

    [Fact]
    public async Task Stopped_while_a_slow_call_is_under_way_it_waits_for_the_answer_within_its_grace()
    {
        World.Demo.Billing.Moods.Set("BIL-4", new Mood(MoodKind.Slow, Times: 1, By: TimeSpan.FromSeconds(3.5)));
        await using var hub = await World.StartHubAsync();
        var request = await World.OpenAccountAsync(1);
        await Patience.UntilAsync("the call is under way", () => Task.FromResult(World.Demo.Billing.Moods.Holds("BIL-4", MoodKind.Slow)), holds => !holds);

        var (code, _) = await hub.TerminateAsync(TestContext.Current.CancellationToken);

        Assert.True(code == 0, $"exit code {code}: {hub.Said}");
        Assert.Equal([BookKind.Received, BookKind.Accepted], World.Demo.Billing.Books.Entries("BIL-4").Where(e => e.Id == request.RequestId.Value).Select(e => e.Kind));
        // What follows from the answer may wait for the next start; the call itself is done, and nothing is in anybody's hands.
        var left = await World.Stores.Operations.SubscriberFiguresAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, left.Sum(f => f.Claimed));
        Assert.Equal(0, left.Where(f => f.Subscriber == "BIL-4").Sum(f => f.Ready + f.Waiting + f.Retry + f.Parked));
    }
}
