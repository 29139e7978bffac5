using Integration.Specs.Features.Support;

namespace Integration.Specs.Features.Steps;

[Binding]
public sealed class BillFileSteps(WholeHub hub, BillFiles files)
{
    private static readonly Dictionary<string, MoodKind> Defects = new()
    {
        ["a wrong total"] = MoodKind.WrongTotal,
        ["its end cut off"] = MoodKind.Truncated,
        ["no content"] = MoodKind.Empty,
        ["another character set"] = MoodKind.WrongEncoding,
    };

    [Given("billing will write {int} bad bills")]
    public void GivenBadBills(int bills) => hub.Billing.Moods.Set("BIL-1", new Mood(MoodKind.BadLines, Times: 1, Count: bills));

    [Given("billing will write a file with (.*)")]
    public void GivenADefect(string defect) => hub.Billing.Moods.Set("BIL-1", Defects[defect], times: 1);

    // The pause between the two is long enough for the hub to look at least twice.
    [Given("billing will bring the done-file first")]
    public void GivenDoneFileFirst()
    {
        hub.Billing.Moods.Set("BIL-1", MoodKind.OutOfOrder, times: 1);
        hub.Billing.Moods.Set("BIL-1", new Mood(MoodKind.Slow, Times: 1, By: TimeSpan.FromMilliseconds(700)));
    }

    [When("billing brings a bill file of ([0-9,]+) lines")]
    public Task WhenAFile(string lines) => files.BringAsync(lines);

    [Given("billing has brought a bill file of ([0-9,]+) lines that was taken")]
    public async Task GivenATakenFile(string lines)
    {
        await files.BringAsync(lines);
        files.Receipt = await hub.ReceiptAsync(files.File.Name);
        Assert.Equal("ACCEPTED", files.Receipt.Status);
        await ThenTheArchiveHoldsAll();
    }

    [When("billing brings the same content under another name")]
    public async Task WhenTheSameAgain()
    {
        var other = files.File.Name.Replace(".txt", "_again.txt");
        await hub.Billing.Bills.SendAgainAsync(files.File, other, TestContext.Current.CancellationToken);
        files.Receipt = await hub.ReceiptAsync(other);
    }

    [Then("billing gets the receipt ACCEPTED for all bills of the file")]
    public async Task ThenAccepted()
    {
        var receipt = await hub.ReceiptAsync(files.File.Name);
        Assert.Equal(("ACCEPTED", files.File.Bills, files.File.Bills, 0L), (receipt.Status, receipt.Bills, receipt.Accepted, receipt.Rejected));
    }

    [Then("billing gets the receipt PARTIAL with {int} rejected bills")]
    public async Task ThenPartial(int rejected)
    {
        var receipt = await hub.ReceiptAsync(files.File.Name);
        Assert.Equal(("PARTIAL", files.File.Bills, files.File.GoodBills, (long)rejected), (receipt.Status, receipt.Bills, receipt.Accepted, receipt.Rejected));
    }

    [Then("billing gets the receipt QUARANTINED, with a reason that names \"(.*)\"")]
    public async Task ThenQuarantined(string word)
    {
        var receipt = await hub.ReceiptAsync(files.File.Name);
        Assert.Equal(("QUARANTINED", 0L), (receipt.Status, receipt.Accepted));
        Assert.Contains(word, receipt.Reason, StringComparison.OrdinalIgnoreCase);
    }

    [Then("billing gets the receipt DUPLICATE for that name")]
    public void ThenDuplicate() => Assert.Equal(("DUPLICATE", 0L), (files.Receipt!.Status, files.Receipt.Accepted));

    [Then("each rejected bill comes back with its line number, a code and the reason")]
    public async Task ThenRejectsComeBack()
    {
        var rejects = await hub.Billing.Bills.ReadRejectsAsync(files.File.Name, TestContext.Current.CancellationToken);
        Assert.Equal(files.File.Bad.Select(b => b.BillLine).Order(), rejects.Select(r => r.Line).Order());
        Assert.All(rejects, r => Assert.StartsWith("mapping.", r.Code));
        Assert.All(rejects, r => Assert.True(r.Reason.Length > 10, $"line {r.Line} has no reason to act on: '{r.Reason}'"));
        Assert.All(rejects, r => Assert.Contains(files.File.Bad.Single(b => b.BillLine == r.Line).BillNo, r.Original));
    }

    [Then("the archive holds every bill of the file, equal to billing's books to the fen")]
    [Then("the archive holds the other bills of the file")]
    public async Task ThenTheArchiveHoldsAll()
    {
        var bills = await Patience.UntilAsync($"{files.File.GoodBills} bills of {files.File.Name} in the archive",
            () => hub.Archive.BillsAsync(files.Numbers), found => found.Count >= files.File.GoodBills);
        Assert.Equal(files.Written().Select(b => (b.BillNo, b.DueFen)).Order(), bills.Select(b => (b.BillNo, b.DueFen)).Order());
        Assert.Equal(files.File.GoodFen, bills.Sum(b => b.DueFen));
    }

    [Then("the archive holds no bill of the file")]
    public async Task ThenTheArchiveHoldsNone() => Assert.Empty(await hub.Archive.BillsAsync(files.Numbers));

    [Then("the file lies in the folder quarantine")]
    public Task ThenInQuarantine() => Patience.UntilAsync($"{files.File.Name} in quarantine",
        () => Task.FromResult(Directory.GetFiles(hub.DropFolder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(hub.DropFolder, f)).ToList()),
        found => found.Any(f => f.StartsWith("quarantine/" + files.File.Name, StringComparison.Ordinal)));

    [Then("no bill of the file is taken with a name that billing did not write")]
    public async Task ThenNoGarbledName()
    {
        var receipt = await hub.ReceiptAsync(files.File.Name);
        var names = Enumerable.Range(0, 2_000).Select(string? (i) => hub.World.Customer(i).Name).ToHashSet();
        foreach (var message in await MessagesOfFileAsync())
        {
            var bills = CanonicalJson.DeserializeBatch<CustomerBillIssued>((await hub.MessageAsync(message.Id)).Envelope.Body);
            Assert.All(bills, b => Assert.Contains(b.CustomerName, names));
        }
        Assert.Contains(receipt.Status, new[] { "QUARANTINED", "PARTIAL", "ACCEPTED" });
    }

    [Then("each bill in the archive names the message that brought it")]
    public async Task ThenLineage()
    {
        var bills = await hub.Archive.BillsAsync(files.Numbers);
        Assert.Equal(files.File.Bills, bills.Count);
        foreach (var of in bills.GroupBy(b => b.Message))
        {
            var lines = CanonicalJson.DeserializeBatch<CustomerBillIssued>((await hub.MessageAsync(of.Key)).Envelope.Body);
            Assert.All(of, b => Assert.Contains(lines, l => l.BillNo.Value == b.BillNo));
        }
    }

    [Then("the message can be found by the account number of its bills")]
    public async Task ThenFoundByAccount()
    {
        var bill = files.Written()[files.Written().Count / 2];
        var archived = (await hub.Archive.BillsAsync(bill.BillNo)).Single();
        var page = await hub.Operations.SearchAsync(new MessageQuery { Key = bill.AccountNo, KeyKind = "account", Type = nameof(CustomerBillIssued) }, TestContext.Current.CancellationToken);
        Assert.Contains(page.Messages, m => m.Id == archived.Message);
    }

    private async Task<IReadOnlyList<MessageSummary>> MessagesOfFileAsync() =>
        (await hub.Operations.SearchAsync(new MessageQuery { Key = files.File.Name, KeyKind = "file" }, TestContext.Current.CancellationToken)).Messages;
}
