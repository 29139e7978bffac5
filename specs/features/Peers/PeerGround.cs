namespace Integration.Specs.Features.Peers;

/// <summary>The hubs that a scenario's steps share.</summary>
[Binding]
public sealed class PeerGround
{
    private PeerHubs? _hubs;

    internal PeerHubs Hubs => _hubs ?? throw new InvalidOperationException("the scenario has no peer hubs");

    internal PeerHub this[string unit] => Hubs.All.Single(h => h.Unit == unit);

    /// <summary>Part of all numbers of this scenario.</summary>
    internal string Mark { get; } = Guid.NewGuid().ToString("N")[..8];

    [AfterTestRun]
    public static Task StopAsync() => PeerHubs.StopSharedAsync();

    [Given("a group cn with the provinces cn.zj and cn.gd")]
    public async Task GivenHubs() => _hubs = await PeerHubs.SharedAsync();

    [Given("a group cn whose provinces cn.zj and cn.gd carry orders out")]
    public async Task GivenOrders() => _hubs = await PeerHubs.WithOrdersAsync();

    /// <summary>What a hub was told has come to whom it should: then who has heard nothing never will.</summary>
    internal async Task RestAsync()
    {
        // Twice: what rests in one hub may be on its way to another.
        for (var i = 0; i < 2; i++)
        {
            foreach (var hub in Hubs.All)
                await Support.Patience.UntilAsync($"{hub.Unit} rests", async () => await hub.UnfinishedAsync() + (await Hubs.OnTheWayAsync()), left => left == 0);
        }
    }
}
