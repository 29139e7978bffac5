using Integration.Hub;
using Xunit;

namespace Integration.Specs.MessageBox;

/// <content>What stands before one endpoint.</content>
public abstract partial class MessageBoxConformance
{
    [Fact]
    public async Task A_blocked_key_tells_what_it_waits_behind()
    {
        var parked = await Parked(orderKey: "K1");
        await Accept(Some.Item(orderKey: "K1"));
        await Accept(Some.Item(orderKey: "K1"));
        var held = await Accept(Some.Item(orderKey: "K2"));
        await ClaimOne();
        await Accept(Some.Item(orderKey: "K2"));
        // Whoever waits is marked by a claim that meets it.
        await NothingToClaim();

        var blocked = await Box.BlockedAsync("archive", null, 10, Stop);

        Assert.Equal([("K1", 2L, parked, DeliveryState.Parked), ("K2", 1L, held, DeliveryState.Claimed)], blocked.Select(b => (b.Key, b.Count, b.Behind!.Value, b.BehindState!.Value)));
        Assert.Equal("K2", Assert.Single(await Box.BlockedAsync("archive", "K1", 10, Stop)).Key);
        Assert.Single(await Box.BlockedAsync("archive", null, 1, Stop));
        Assert.Empty(await Box.BlockedAsync("nobody", null, 10, Stop));
    }

    [Fact]
    public async Task The_last_failures_of_an_endpoint_are_told_the_latest_first()
    {
        var first = await Parked();
        Time.Advance(TimeSpan.FromMinutes(1));
        var second = await Parked();
        await Accept(Some.Item());

        var failures = await Box.LastFailuresAsync("archive", 10, Stop);

        Assert.Equal([second, first], failures.Select(f => f.Message));
        Assert.All(failures, f => Assert.Equal(DeliveryState.Parked, f.State));
        Assert.Single(await Box.LastFailuresAsync("archive", 1, Stop));
    }
}
