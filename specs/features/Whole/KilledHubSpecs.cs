using Integration.Specs.Features.Support;

namespace Integration.Specs.Features.Whole;

/// <summary>
/// The whole hub is killed with SIGKILL, more than once, in the middle of a bill file and of a burst on the queues, and started again:
/// every line and every message is there once.
/// </summary>
/// <param name="store">Null: the server world, with PostgreSQL, RabbitMQ and SFTP.</param>
/// <param name="lines">Of the bill file.</param>
public abstract class KilledHubSpecs(IHubStore? store, int lines = 100_000) : IAsyncLifetime
{
    private const int WorkOrders = 500;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(300);
    private readonly Random _dice = new(20261122);
    private HubWorld? _world;

    private HubWorld World => _world!;

    public async ValueTask InitializeAsync() => _world = await HubWorld.StartAsync(store);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_world is not null)
            await _world.DisposeAsync();
    }

    [Fact]
    public async Task Killed_in_the_middle_and_started_again_it_has_every_line_and_every_message_once()
    {
        var orders = await World.CreateWorkOrdersAsync(WorkOrders);
        var file = await World.Demo.Billing.Bills.SendAsync(new BillOrder("202610", lines), TestContext.Current.CancellationToken);

        await KillAtAsync("bills of the file are in", _dice.Next(500, 3_000), async () => (await World.TransferAsync())?.Progress.Accepted ?? 0);
        Assert.Equal(TransferState.Running, (await World.TransferAsync())!.State);
        await KillAtAsync("work orders are with 97", _dice.Next(80, 160), () => Task.FromResult(World.Demo.Ninety7.Books.Summary("N97-1").Received));
        await KillAtAsync("bills of the file are in", (int)(file.Bills * 0.6), async () => (await World.TransferAsync())!.Progress.Accepted);
        await KillAtAsync("events of 97 are sent", _dice.Next(900, 1_200), () => Task.FromResult(World.Demo.Ninety7.Books.Summary("N97-2").Sent));

        await using var hub = await World.StartHubAsync();
        await Ledger.SettledAsync(World, file, orders, Limit);
        await Ledger.AgreesAsync(World, file, orders);
        await Ledger.InOrderAsync(World, orders.Take(50));
    }

    private async Task KillAtAsync(string what, int moment, Func<Task<long>> count)
    {
        await using var hub = await World.StartHubAsync();
        await Patience.UntilAsync($"{moment} {what}", count, n => n >= moment, Limit);
        await hub.KillAsync();
    }
}

[Collection(WholeHubCollection.Name)]
public sealed class A_hub_killed_on_SQLite() : KilledHubSpecs(new OnSqlite());

[Collection(WholeHubCollection.Name)]
public sealed class A_hub_killed_on_PostgreSQL() : KilledHubSpecs(new OnPostgres());

[Collection(WholeHubCollection.Name)]
public sealed class A_hub_killed_between_RabbitMQ_SFTP_and_PostgreSQL() : KilledHubSpecs(null, lines: 40_000);
