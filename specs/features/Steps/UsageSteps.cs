using Integration.Specs.Features.Support;

namespace Integration.Specs.Features.Steps;

[Binding]
[Scope(Tag = "BIL-2")]
public sealed class UsageSteps(WholeHub hub)
{
    private const string Interface = "BIL-2";
    private static readonly DateOnly Day = new(2026, 11, 21);
    private static int _first;
    private static readonly Dictionary<string, MoodKind> Defects = new()
    {
        ["a wrong total"] = MoodKind.WrongTotal,
        ["its end cut off"] = MoodKind.Truncated,
        ["no content"] = MoodKind.Empty,
        ["another character set"] = MoodKind.WrongEncoding,
    };

    private readonly Dictionary<string, Receipt> _receipts = [];
    private UsageFile? _file;
    private Receipt? _second;

    private UsageFile File => _file ?? throw new InvalidOperationException("no usage file was brought in this scenario");

    [Given("billing will write {int} bad usage lines")]
    public void GivenBadLines(int lines) => hub.Billing.Moods.Set(Interface, new Mood(MoodKind.BadLines, Times: 1, Count: lines));

    [Given("billing will write a usage file with (.*)")]
    public void GivenADefect(string defect) => hub.Billing.Moods.Set(Interface, Defects[defect], times: 1);

    [When("billing brings a usage file of {int} service numbers")]
    public async Task WhenAFile(int details) =>
        _file = await hub.Billing.Usage.SendAsync(new UsageOrder(Day, details, FirstService: Interlocked.Add(ref _first, 1_000)), TestContext.Current.CancellationToken);

    [Given("billing has brought a usage file of {int} service numbers that was taken")]
    public async Task GivenATakenFile(int details)
    {
        await WhenAFile(details);
        await ThenAccepted();
    }

    [When("billing brings the same usage under another name")]
    public async Task WhenTheSameAgain()
    {
        var other = File.Name.Replace(".txt", "_again.txt");
        await hub.Billing.Usage.SendAgainAsync(File, other, TestContext.Current.CancellationToken);
        _second = await ReceiptAsync(other);
    }

    [Then("billing gets the usage receipt ACCEPTED for all of them")]
    public async Task ThenAccepted()
    {
        var receipt = await ReceiptAsync(File.Name);
        Assert.Equal(("ACCEPTED", File.Details, File.Details, 0L), (receipt.Status, receipt.Bills, receipt.Accepted, receipt.Rejected));
    }

    [Then("billing gets the usage receipt PARTIAL with {int} rejected lines")]
    public async Task ThenPartial(int rejected)
    {
        var receipt = await ReceiptAsync(File.Name);
        Assert.Equal(("PARTIAL", File.GoodDetails, (long)rejected), (receipt.Status, receipt.Accepted, receipt.Rejected));
    }

    [Then("billing gets the usage receipt QUARANTINED, with a reason that names \"(.*)\"")]
    public async Task ThenQuarantined(string word)
    {
        var receipt = await ReceiptAsync(File.Name);
        Assert.Equal(("QUARANTINED", 0L), (receipt.Status, receipt.Accepted));
        Assert.Contains(word, receipt.Reason, StringComparison.OrdinalIgnoreCase);
    }

    [Then("billing gets the usage receipt DUPLICATE for that name")]
    public void ThenDuplicate() => Assert.Equal(("DUPLICATE", 0L), (_second!.Status, _second.Accepted));

    [Then("each rejected usage line comes back with its line number, a code and the reason")]
    public async Task ThenRejectsComeBack()
    {
        var rejects = await hub.Billing.Usage.ReadRejectsAsync(File.Name, TestContext.Current.CancellationToken);
        Assert.Equal(File.Bad.Select(b => b.Line).Order(), rejects.Select(r => r.Line).Order());
        Assert.All(rejects, r => Assert.StartsWith("mapping.", r.Code));
        Assert.All(rejects, r => Assert.True(r.Reason.Length > 10, $"line {r.Line} has no reason to act on: '{r.Reason}'"));
        Assert.All(rejects, r => Assert.Contains(File.Bad.Single(b => b.Line == r.Line).BillNo, r.Original));
    }

    [Then("the hub has a summary for each service number, equal to billing's books to the fen")]
    public async Task ThenEachHasOne()
    {
        var summaries = await SummariesAsync();
        Assert.Equal(File.GoodDetails, summaries.Select(s => s.ServiceNo).Distinct().Count());
        Assert.Equal((File.GoodDetails, File.GoodFen), (summaries.Count, summaries.Sum(s => s.Charge.Fen)));
        Assert.All(summaries, s => Assert.Equal(s.Charge.Fen, s.Items.Sum(i => i.Charge.Fen)));
        Assert.All(summaries, s => Assert.Equal((Day, Day), (s.From, s.To)));
    }

    [Then("some summaries say that nothing was used")]
    public async Task ThenSomeAreEmpty() => Assert.Contains(await SummariesAsync(), s => s.Items.Count == 0 && s.Charge.Fen == 0);

    [Then("the hub has no summary of that file")]
    public async Task ThenNone() => Assert.Empty(await SummariesAsync());

    private async Task<List<UsageSummarised>> SummariesAsync()
    {
        var page = await hub.Operations.SearchAsync(new MessageQuery { Key = File.Name, KeyKind = "file", Type = nameof(UsageSummarised), Limit = 100 }, TestContext.Current.CancellationToken);
        var all = new List<UsageSummarised>();
        foreach (var message in page.Messages)
            all.AddRange(CanonicalJson.DeserializeBatch<UsageSummarised>((await hub.MessageAsync(message.Id)).Envelope.Body));
        return all;
    }

    private async Task<Receipt> ReceiptAsync(string fileName)
    {
        await Patience.UntilAsync($"the receipt of {fileName}", async () =>
        {
            foreach (var receipt in await hub.Billing.Usage.ReadReceiptsAsync(TestContext.Current.CancellationToken))
                _receipts[receipt.FileName] = receipt;
            return (Came: _receipts.ContainsKey(fileName), hub.Hub.Runtime.Receivers[Interface]);
        }, seen => seen.Came);
        return _receipts[fileName];
    }
}
