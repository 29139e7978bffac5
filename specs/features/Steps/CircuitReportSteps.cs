using Integration.Specs.Features.Support;

namespace Integration.Specs.Features.Steps;

[Binding]
[Scope(Tag = "RES-4")]
public sealed class CircuitReportSteps(WholeHub hub)
{
    private const string Interface = "RES-4";
    private static readonly Dictionary<string, MoodKind> Defects = new()
    {
        ["a wrong count"] = MoodKind.WrongTotal,
        ["its end cut off"] = MoodKind.Truncated,
        ["no content"] = MoodKind.Empty,
        ["another character set"] = MoodKind.WrongEncoding,
    };

    private static int _first = 1_000;
    private static readonly Dictionary<string, Receipt> Receipts = [];
    private CircuitFile? _file;
    private string _name = "";

    private CircuitRun Reports => hub.Resource.Reports!;

    [Given("resource management will write {int} bad circuits")]
    public void GivenBad(int circuits) => hub.Resource.Moods.Set(Interface, new Mood(MoodKind.BadLines, Times: 1, Count: circuits));

    [Given("resource management will write a report with (.*)")]
    public void GivenADefect(string defect) => hub.Resource.Moods.Set(Interface, Defects[defect], times: 1);

    [Given("resource management will bring the done-file of its report first")]
    public void GivenDoneFileFirst() => hub.Resource.Moods.Set(Interface, MoodKind.OutOfOrder, times: 1);

    [When("resource management brings a report of {int} circuits")]
    public async Task WhenAReport(int circuits)
    {
        // Circuits that no other scenario reports.
        var first = Interlocked.Add(ref _first, circuits) - circuits;
        _file = await Reports.SendAsync(new CircuitOrder("20261122", circuits, FirstCustomer: first), TestContext.Current.CancellationToken);
        _name = _file.Name;
    }

    [When("resource management brings the same report under another name")]
    public async Task WhenTheSameAgain()
    {
        _name = _file!.Name.Replace("_20261122_", "_20261123_", StringComparison.Ordinal);
        await Reports.SendAgainAsync(_file, _name, TestContext.Current.CancellationToken);
    }

    [Then("resource management gets the receipt ACCEPTED for {int} circuits")]
    public async Task ThenAccepted(int circuits)
    {
        var receipt = await ReceiptAsync();
        Assert.Equal(("ACCEPTED", (long)circuits, (long)circuits, 0L), (receipt.Status, receipt.Bills, receipt.Accepted, receipt.Rejected));
    }

    [Then("resource management gets the receipt PARTIAL with {int} rejected circuits")]
    public async Task ThenPartial(int rejected)
    {
        var receipt = await ReceiptAsync();
        Assert.Equal(("PARTIAL", _file!.Circuits, _file.Circuits - rejected, (long)rejected), (receipt.Status, receipt.Bills, receipt.Accepted, receipt.Rejected));
    }

    [Then("resource management gets the receipt QUARANTINED, with a reason that names \"(.*)\"")]
    public async Task ThenQuarantined(string word)
    {
        var receipt = await ReceiptAsync();
        Assert.Equal(("QUARANTINED", 0L), (receipt.Status, receipt.Accepted));
        Assert.Contains(word, receipt.Reason, StringComparison.OrdinalIgnoreCase);
    }

    [Then("resource management gets the receipt DUPLICATE for that name")]
    public async Task ThenDuplicate() => Assert.Equal("DUPLICATE", (await ReceiptAsync()).Status);

    [Then("each rejected circuit comes back with its line number, a code and the reason")]
    public async Task ThenRejectsComeBack()
    {
        var rejects = await Reports.ReadRejectsAsync(_name, TestContext.Current.CancellationToken);
        Assert.Equal(_file!.Bad, rejects.Count);
        Assert.All(rejects, r => Assert.Equal("mapping.unknown-code", r.Code));
        Assert.All(rejects, r => Assert.Contains("77", r.Reason));
        Assert.All(rejects, r => Assert.StartsWith("<circuit", r.Original));
    }

    [Then("each of the {int} circuits is known as CircuitReported, as at the time of the report")]
    public async Task ThenKnown(int circuits)
    {
        var known = await CircuitsAsync();
        Assert.Equal(circuits, known.Select(c => c.CircuitNo).Distinct().Count());
        Assert.All(known, c => Assert.Equal(_file!.AsAt.ToUnixTimeSeconds(), c.OccurredAt.ToUnixTimeSeconds()));
        Assert.All(known, c => Assert.Equal((ResourceKind.Circuit, ResourceState.InService, 2), (c.Kind, c.State, c.Route.Count)));
    }

    [Then("no circuit of the report is known")]
    public async Task ThenNone() => Assert.Empty(await CircuitsAsync());

    // A message of a file carries many circuits, one a line.
    private async Task<IReadOnlyList<CircuitReported>> CircuitsAsync()
    {
        var query = new MessageQuery { Type = nameof(CircuitReported), KeyKind = "file", Key = _name, Limit = 100 };
        var circuits = new List<CircuitReported>();
        foreach (var message in (await hub.Operations.SearchAsync(query, TestContext.Current.CancellationToken)).Messages)
        {
            var lines = System.Text.Encoding.UTF8.GetString((await hub.MessageAsync(message.Id)).Envelope.Body.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            circuits.AddRange(lines.Select(l => CanonicalJson.Deserialize<CircuitReported>(System.Text.Encoding.UTF8.GetBytes(l))));
        }
        return circuits;
    }

    private async Task<Receipt> ReceiptAsync()
    {
        await Patience.UntilAsync($"the receipt of {_name}", async () =>
        {
            foreach (var receipt in await Reports.ReadReceiptsAsync(TestContext.Current.CancellationToken))
                Receipts[receipt.FileName] = receipt;
            return (Came: Receipts.ContainsKey(_name), hub.Hub.Runtime.Receivers[Interface]);
        }, seen => seen.Came);
        return Receipts[_name];
    }
}
