using System.Text;
using Integration.CoreApp.Archive;
using Integration.Hub.Core.Journeys;
using Integration.Specs.Features.Support;

namespace Integration.Specs.Features.Steps;

/// <summary>A report beside what the archive knows from 97.</summary>
[Binding]
[Scope(Tag = "RES-4")]
public sealed class CircuitDifferenceSteps(WholeHub hub)
{
    private WorldService? _line;
    private WorldService? _missing;
    private CircuitFile? _file;

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

    [Given("another leased line that resource management does not report")]
    public async Task GivenAnother()
    {
        var first = Line;
        // The next customer's line stands in the report too.
        hub.NextCustomer();
        await GivenALine(2048);
        (_missing, _line) = (Line, first);
    }

    [When("resource management reports the line so that it cannot be read")]
    public async Task WhenUnreadable()
    {
        // The first of the report is the bad one.
        hub.Resource.Moods.Set("RES-4", new Mood(MoodKind.BadLines, Times: 1, Count: 1));
        _file = await hub.Resource.Reports!.SendAsync(new CircuitOrder("20261125", 2, FirstCustomer: Line.CustomerIndex), TestContext.Current.CancellationToken);
    }

    [When("the report is over")]
    public async Task WhenOver()
    {
        var reported = await Patience.UntilAsync("the circuits of the report", () => MessagesAsync(nameof(CircuitReported), "file", _file!.Name), all => all.Count > 0);
        var (message, facts) = ((await hub.MessageAsync(reported[0].Id)).Envelope, Encoding.UTF8.GetString((await hub.MessageAsync(reported[0].Id)).Envelope.Body.Span));
        Assert.DoesNotContain(Line.Number, facts);
        var ended = new CircuitReportEnded { System = new(message.Source), OccurredAt = _file!.AsAt };
        await hub.Hub.Runtime.PostAsync(Posting.Envelope(ended, "hub", null, null, hub.Hub.Time, new Origin(Conversation: message.ConversationId)), TestContext.Current.CancellationToken);
    }

    [Then("operations sees the other line as missing in the report, and the line not")]
    public async Task ThenMissing()
    {
        async Task<IReadOnlyList<string>> MissingAsync() =>
            [.. (await hub.Hub.Stores.Differences.ListAsync("open", "circuit", null, 10_000, null, TestContext.Current.CancellationToken)).Where(d => d.Attribute == "presence").Select(d => d.Key)];
        var missing = await Patience.UntilAsync("the missing circuit", MissingAsync, all => all.Contains(_missing!.Number));
        Assert.DoesNotContain(Line.Number, missing);
    }

    private async Task<IReadOnlyList<MessageSummary>> MessagesAsync(string type, string kind, string key) =>
        (await hub.Operations.SearchAsync(new MessageQuery { Type = type, KeyKind = kind, Key = key, Limit = 10 }, TestContext.Current.CancellationToken)).Messages;

    private async Task<long?> BandwidthAsync() =>
        (await hub.Hub.Stores.Archive.FindByServiceNumberAsync(new ServiceNumber(Line.Number), null, TestContext.Current.CancellationToken))?.Products.FirstOrDefault(p => p.ServiceNo.Value == Line.Number)?.BandwidthKbps;

    private async Task<IReadOnlyList<ListedDifference>> DifferencesAsync(string state) =>
        [.. (await hub.Hub.Stores.Differences.ListAsync(state, "circuit", null, 1_000, null, TestContext.Current.CancellationToken)).Where(d => d.Key == Line.Number && d.Attribute == "bandwidthKbps")];
}
