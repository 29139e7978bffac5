using Integration.Hub.Host.Demo;
using Integration.Specs.Features.Support;

namespace Integration.Specs.Features.Whole;

/// <summary>
/// N97-1 to N97-4 over another queue, by configuration alone: a day of work, then a night in which 97 is closed and the hub is killed, and the morning after it.
/// </summary>
public abstract class Ninety7Specs : IAsyncLifetime
{
    private const int Orders = 12;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);
    private HubWorld? _world;

    private HubWorld World => _world!;

    private Ninety7Counterpart Ninety7 => World.Demo.Ninety7;

    public async ValueTask InitializeAsync() => _world = await HubWorld.StartAsync(new OnSqlite(), PlacesAsync);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_world is not null)
            await _world.DisposeAsync();
    }

    private protected abstract Task<DemoPlaces> PlacesAsync(DemoPlaces embedded);

    [Fact]
    public async Task A_day_goes_both_ways_whatever_comes_twice_or_cannot_be_read()
    {
        Ninety7.Moods.Set("N97-2", MoodKind.Duplicate, times: 10);
        Ninety7.Moods.Set("N97-2", MoodKind.BadLines, times: 2);
        Ninety7.Moods.Set("N97-1", MoodKind.Return, times: 3);
        await using var hub = await World.StartHubAsync();
        var orders = await World.CreateWorkOrdersAsync(Orders);
        for (var n = 0; n < 5; n++)
        {
            var line = World.Demo.World.Service((n * 4) + 3);
            await Ninety7.Counters.ChangeAsync(new LineChange($"GT{n:D5}", "CHANGE", line.Number, World.Demo.World.Customer(line.CustomerIndex).Number, TimeProvider.System.GetUtcNow(), line.Kind, 20_480, line.AEnd), TestContext.Current.CancellationToken);
        }

        await Patience.UntilAsync("completed", () => World.Archive.WorkOrdersAsync("completed"), n => n == Orders - 3, Limit);
        await Patience.UntilAsync("returned", () => World.Archive.WorkOrdersAsync("returned"), n => n == 3, Limit);
        await Patience.UntilAsync("5 line changes", async () => (await FiguresAsync("N97-3")).Received, n => n == 5, Limit);
        await Patience.UntilAsync("the unreadable are kept", async () => (await FiguresAsync("N97-2")).Parked, n => n == 2, Limit);
        Assert.Equal(orders.Order(), Read("N97-1").Order());
        var returned = Ninety7.Books.Entries("N97-1").Where(e => e.Kind == BookKind.Rejected).Select(e => e.Id).ToList();
        await Ledger.InOrderAsync(World, orders.Except(returned));
        foreach (var order in returned)
        {
            var archived = await World.Archive.WorkOrderAsync(order);
            Assert.Matches("^T[0-9]{2}$", archived!.ReasonCode);
            Assert.NotEmpty(archived.Note!);
        }
        Assert.DoesNotContain(Ninety7.Books.Entries(), e => e.Kind == BookKind.Wrong);
    }

    [Fact]
    public async Task What_waits_for_a_closed_97_outlives_a_kill_and_goes_in_its_order_in_the_morning()
    {
        Ninety7.Moods.Set("N97-1", MoodKind.Down);
        IReadOnlyList<string> orders;
        List<CancelWorkOrder> cancelled;
        await using (var evening = await World.StartHubAsync())
        {
            orders = await World.CreateWorkOrdersAsync(Orders);
            cancelled = [.. orders.Where((_, n) => n % 3 == 0).Select(o => DemoFacts.Cancel(new WorkOrderNumber(o)))];
            foreach (var cancel in cancelled)
                await World.PostAsync(cancel, cancel.WorkOrderNo.Value, cancel.RequestId.Value);
            await Patience.UntilAsync("some of it lies in 97's queue", async () => (await FiguresAsync("N97-1")).Sent, n => n >= 5, Limit);
            await evening.KillAsync();
        }
        Assert.Empty(Read("N97-1"));

        await using var night = await World.StartHubAsync();
        Ninety7.Moods.Clear("N97-1", MoodKind.Down);
        await Patience.UntilAsync("97 has read everything", Ninety7.Books, _ => Read("N97-1").Count == orders.Count && Read("N97-4").Count == cancelled.Count, Limit);
        var read = Ninety7.Books.Entries().Where(e => e.Kind == BookKind.Received).Select(e => e.Id).ToList();
        Assert.All(cancelled, c => Assert.InRange(read.IndexOf(c.WorkOrderNo.Value), 0, read.IndexOf(c.RequestId.Value)));
        await Patience.UntilAsync("every work order has ended", async () => await World.Archive.WorkOrdersAsync("completed") + await World.Archive.WorkOrdersAsync("cancelled"), n => n == orders.Count, Limit);
        await Patience.UntilAsync("nothing is unfinished", World.UnfinishedAsync, n => n == 0, Limit);
        Assert.Equal(orders.Order(), Read("N97-1").Order());
        Assert.Equal(cancelled.Select(c => c.RequestId.Value).Order(), Read("N97-4").Order());
        Assert.DoesNotContain(Ninety7.Books.Entries(), e => e.Kind == BookKind.Wrong);
    }

    private List<string> Read(string @interface) => [.. Ninety7.Books.Entries(@interface).Where(e => e.Kind == BookKind.Received).Select(e => e.Id)];

    private async Task<InterfaceFigures> FiguresAsync(string @interface) =>
        (await World.Stores.Operations.InterfaceFiguresAsync(DateTimeOffset.MinValue, TestContext.Current.CancellationToken)).FirstOrDefault(f => f.Interface == @interface)
        ?? new InterfaceFigures(@interface, "", 0, 0, 0, 0, 0, null, null);
}

[Collection(WholeHubCollection.Name)]
public sealed class Ninety7_over_RabbitMQ : Ninety7Specs
{
    private protected override Task<DemoPlaces> PlacesAsync(DemoPlaces embedded) => QueuesElsewhere.RabbitMqAsync(embedded);
}

[Collection(WholeHubCollection.Name)]
public sealed class Ninety7_over_queue_tables_on_PostgreSQL : Ninety7Specs
{
    private protected override Task<DemoPlaces> PlacesAsync(DemoPlaces embedded) => QueuesElsewhere.PostgresTablesAsync(embedded);
}
