using Integration.CoreApp.Archive;
using Integration.Specs.Features.Support;

namespace Integration.Specs.Features.Steps;

/// <summary>A report beside what the archive knows from 97.</summary>
[Binding]
[Scope(Tag = "RES-4")]
public sealed class CircuitDifferenceSteps(WholeHub hub)
{
    private WorldService? _line;

    private WorldService Line => _line ?? throw new InvalidOperationException("no line has been installed");

    [Given("a leased line that 97 installed with {int} kbit\\/s")]
    public async Task GivenALine(int kbps)
    {
        _line = hub.World.Service((hub.NextCustomer().Index * 4) + 2);
        var customer = hub.World.Customer(_line.CustomerIndex);
        await hub.Ninety7.Counters.ChangeAsync(
            new LineChange($"GTR{_line.Index:D5}", "INSTALL", _line.Number, customer.Number, hub.Hub.Time.GetUtcNow(), _line.Kind, kbps, _line.AEnd), TestContext.Current.CancellationToken);
        await ThenStill(kbps);
    }

    [When("resource management reports the line with {int} kbit\\/s")]
    public Task WhenReported(int kbps) =>
        hub.Resource.Reports!.SendAsync(new CircuitOrder("20261124", 1, FirstCustomer: Line.CustomerIndex, Bandwidth: kbps), TestContext.Current.CancellationToken);

    [Then("operations sees one open difference of the circuit: ours {int}, theirs {int}")]
    public async Task ThenListed(int ours, int theirs)
    {
        var listed = await Patience.UntilAsync("the difference", () => DifferencesAsync("open"), all => all.Count > 0);
        Assert.Equal(($"{ours}", $"{theirs}"), (Assert.Single(listed).Ours, listed[0].Theirs));
    }

    [Then("the archive still shows the line with {int} kbit\\/s")]
    public async Task ThenStill(int kbps) => await Patience.UntilAsync($"{Line.Number} with {kbps} kbit/s in the archive", BandwidthAsync, found => found == kbps);

    [Then("the difference of the circuit is closed")]
    public Task ThenClosed() => Patience.UntilAsync("the difference is closed", () => DifferencesAsync("closed"), all => all.Count == 1);

    private async Task<long?> BandwidthAsync() =>
        (await hub.Hub.Stores.Archive.FindByServiceNumberAsync(new ServiceNumber(Line.Number), null, TestContext.Current.CancellationToken))?.Products.FirstOrDefault(p => p.ServiceNo.Value == Line.Number)?.BandwidthKbps;

    private async Task<IReadOnlyList<ListedDifference>> DifferencesAsync(string state) =>
        [.. (await hub.Hub.Stores.Differences.ListAsync(state, "circuit", null, 1_000, null, TestContext.Current.CancellationToken)).Where(d => d.Key == Line.Number && d.Attribute == "bandwidthKbps")];
}
