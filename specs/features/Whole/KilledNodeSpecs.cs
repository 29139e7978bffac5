using Integration.Specs.Features.Support;
using Integration.Specs.Servers;

namespace Integration.Specs.Features.Whole;

/// <summary>Two nodes share one PostgreSQL, one RabbitMQ and one SFTP folder; one of them dies for good, and the broker loses power.</summary>
[Collection(WholeHubCollection.Name)]
public sealed class KilledNodeSpecs : IAsyncLifetime
{
    private const int Lines = 30_000;
    private const int WorkOrders = 200;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(300);
    private HubWorld? _world;

    private HubWorld World => _world!;

    private Books Ninety7 => World.Demo.Ninety7.Books;

    public async ValueTask InitializeAsync() => _world = await HubWorld.StartAsync(null);

    public async ValueTask DisposeAsync()
    {
        if (_world is not null)
            await _world.DisposeAsync();
    }

    [Fact]
    public async Task The_other_node_takes_over_and_a_broker_that_comes_back_is_taken_up_again_with_everything_once_and_in_order()
    {
        await using var first = await World.StartHubAsync();
        await using var second = await World.StartNodeAsync("hub-2");
        var orders = await World.CreateWorkOrdersAsync(WorkOrders);
        var file = await World.Demo.Billing.Bills.SendAsync(new BillOrder("202610", Lines), TestContext.Current.CancellationToken);

        var transfer = await Patience.UntilAsync("bills of the file are in", World.TransferAsync, t => t?.Progress.Accepted >= 1_000, Limit);
        await (transfer!.Node == "hub-1" ? first : second).KillAsync();
        Assert.Equal(TransferState.Running, (await World.TransferAsync())!.State);
        await Patience.UntilAsync("events of 97 are sent", Ninety7, b => b.Summary("N97-2").Sent >= 200, Limit);
        await LosePowerAsync(World.Demo.Servers.OfType<RabbitMqServer>().Single());

        await Ledger.SettledAsync(World, file, orders, Limit);
        await Ledger.AgreesAsync(World, file, orders);
        await Ledger.InOrderAsync(World, orders);
    }

    private static async Task LosePowerAsync(RabbitMqServer broker)
    {
        // RabbitMQ writes its list of quorum queues to disk a moment after their creation; a queue that young would come back empty.
        await broker.ControlAsync("eval", "[dets:sync(T) || T <- dets:all()].");
        await broker.KillAsync();
        await broker.RestartAsync();
    }
}
