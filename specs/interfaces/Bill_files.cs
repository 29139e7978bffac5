using Integration.CanonicalModel;
using Integration.Mappings;
using Integration.Specs.Counterparts;
using Integration.Specs.CounterpartSpecs;
using Xunit;

namespace Integration.Specs.Interfaces;

/// <summary>BIL-1: what billing writes and what the hub reads must be the same to the fen.</summary>
public sealed class Bill_files : IDisposable
{
    private readonly Folder _folder = new();
    private readonly MoodBoard _moods = new();
    private readonly Books _books = new(TimeProvider.System);
    private readonly BillRun _billing;
    private readonly IInboundMapping _mapping = Library.In("billing/bil-1-bills@1");

    public Bill_files() => _billing = new BillRun(new World(), new LocalDropFolder(_folder["drop"]), _folder["work"], _books, _moods, TimeProvider.System);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _books.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task of_billing_are_read_whole_and_to_the_fen()
    {
        var file = await _billing.SendAsync(new BillOrder("202610", 5_000), Token);
        var (check, reads) = await ReadAsync(_folder["drop/" + file.Name]);
        Assert.Empty(check.Faults);
        Assert.Equal((file.Bills, file.Lines), (check.Records, check.Lines));
        var bills = reads.Select(r => CanonicalJson.Deserialize<CustomerBillIssued>(r.Record!.Json)).ToList();
        Assert.Equal(file.Bills, bills.Count);
        Assert.Equal(file.TotalFen, bills.Sum(b => b.AmountDue.Fen));
        Assert.Equal(file.Items, bills.Sum(b => b.Items.Count));
        Assert.Contains(bills, b => b.CustomerName == "東興纺织集团杭州公司");
        Assert.Contains(bills, b => b.CustomerName == "𠮷祥物流杭州分公司");
        Assert.All(bills, b => Assert.Equal(b.AmountDue.Fen, b.Items.Sum(i => i.Amount.Fen)));
    }

    [Fact]
    public async Task of_billing_lose_exactly_their_bad_bills_each_with_line_code_and_reason()
    {
        _moods.Set("BIL-1", new Mood(MoodKind.BadLines, Times: 1, Count: 10));
        var file = await _billing.SendAsync(new BillOrder("202610", 2_000), Token);
        var (check, reads) = await ReadAsync(_folder["drop/" + file.Name]);
        Assert.Empty(check.Faults);
        var failures = reads.Where(r => r.Failure is not null).ToList();
        Assert.Equal(file.Bad.Select(b => b.BillLine), failures.Select(f => f.Line));
        Assert.Equal(file.GoodBills, reads.Count(r => r.Record is not null));
        Assert.All(failures, f => Assert.NotEmpty(f.Source!));
    }

    [Theory]
    [InlineData("BILL_0571_202610_001.gb18030.txt", 4)]
    [InlineData("crlf.gb18030.txt", 1)]
    [InlineData("no-bills.gb18030.txt", 0)]
    public async Task that_are_good_samples_are_taken(string sample, int bills)
    {
        var (check, reads) = await ReadAsync(Samples.Path("billing", sample));
        Assert.Empty(check.Faults);
        Assert.Equal(bills, reads.Count(r => r.Record is not null));
        Assert.DoesNotContain(reads, r => r.Failure is not null);
    }

    [Theory]
    [InlineData("bad-wrong-total.gb18030.txt", "trailer says total 10234.51 yuan, the bills add up to 10234.50")]
    [InlineData("bad-wrong-count.gb18030.txt", "trailer says 3 bills, the file has 2")]
    [InlineData("bad-no-trailer.gb18030.txt", "trailer")]
    [InlineData("bad-after-trailer.gb18030.txt", "trailer")]
    [InlineData("bad-no-header.gb18030.txt", "header")]
    [InlineData("bad-layout-2.gb18030.txt", "layout version is 2, this hub reads 1")]
    [InlineData("bad-due-unreadable.gb18030.txt", "total")]
    [InlineData("bad-cut-in-a-character.gb18030.txt", "trailer")]
    [InlineData("bad-utf-8.txt", "header")]
    [InlineData("bad-empty.gb18030.txt", "empty")]
    public async Task that_are_not_whole_are_refused_whole(string sample, string word)
    {
        await using var stream = File.OpenRead(Samples.Path("billing", sample));
        var check = await _mapping.CheckAsync(stream, Token);
        Assert.Contains(check.Faults, f => f.Message.Contains(word, StringComparison.Ordinal));
    }

    [Fact]
    public async Task tell_for_each_bad_bill_what_is_wrong_with_it()
    {
        var (check, reads) = await ReadAsync(Samples.Path("billing", "bad-lines.gb18030.txt"));
        Assert.Empty(check.Faults);
        var failures = reads.Where(r => r.Failure is not null).Select(r => (r.Line, r.Failure!.Code, r.Failure.Message)).ToList();
        Assert.Equal([6, 10, 12, 14, 16, 18, 20, 22], failures.Select(f => f.Line));
        string[] words = ["9", "20260231", "45OO.00", "dueDate", "77", "arrears", "add up to 88.07", "202609"];
        Assert.All(failures.Zip(words), f => Assert.Contains(f.Second, f.First.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task go_on_after_a_stop_with_the_same_records_and_line_numbers()
    {
        var file = await _billing.SendAsync(new BillOrder("202610", 500), Token);
        var (check, all) = await ReadAsync(_folder["drop/" + file.Name]);
        foreach (var stop in new[] { 0, 1, all.Count / 2, all.Count - 2 })
        {
            var rest = await ReadFromAsync(_folder["drop/" + file.Name], check, all[stop].Next);
            Assert.Equal(all.Skip(stop + 1).Select(r => (r.Line, r.Record!.ExternalId)), rest.Select(r => (r.Line, r.Record!.ExternalId)));
        }
    }

    [Theory]
    [InlineData(FileVerdictState.Accepted, "ACCEPTED")]
    [InlineData(FileVerdictState.Partial, "PARTIAL")]
    [InlineData(FileVerdictState.Duplicate, "DUPLICATE")]
    [InlineData(FileVerdictState.Quarantined, "QUARANTINED")]
    public void are_answered_with_a_receipt_that_billing_can_read(FileVerdictState state, string status)
    {
        var received = new FileReceived
        {
            FileName = "BILL_0571_202610_001.txt", State = state, Records = 9, Accepted = 8, Duplicates = 0, Rejected = 1, Sha256 = "ab12",
            Code = "mapping.control", Reason = "合计不符 a|b", OccurredAt = Library.Now,
        };
        var bytes = Library.Out("billing/bil-1-receipt@1").Map(CanonicalJson.Serialize(received), Library.Context());
        Assert.Equal(new Receipt("BILL_0571_202610_001.txt", status, 9, 8, 0, 1, "ab12", "20261122103000", "mapping.control", "合计不符 a/b"), Receipt.Read(bytes.ToArray()));
    }

    [Fact]
    public async Task get_their_rejected_bills_back_in_lines_that_billing_can_read()
    {
        FileLineRejected Line(long line, string source) => new()
        {
            FileName = "BILL_0571_202610_001.txt", Line = line, Code = "mapping.unknown-code", Reason = "line 6: unknown code \"9\"|…", Source = source, OccurredAt = Library.Now,
        };
        using var target = new MemoryStream();
        var written = await Library.Out("billing/bil-1-rejects@1").WriteAsync(Records(Line(6, "B|1|東興\nI|1|10|x|1.00"), Line(9, "B|2")), target, Library.Context(), Token);
        Assert.Equal(2, written);
        Assert.Equal(
            [new RejectedLine(6, "mapping.unknown-code", "line 6: unknown code \"9\"|…", "B|1|東興\tI|1|10|x|1.00"), new RejectedLine(9, "mapping.unknown-code", "line 6: unknown code \"9\"|…", "B|2")],
            RejectedLine.ReadAll(target.ToArray()));
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Records(params FileLineRejected[] all)
    {
        await Task.CompletedTask;
        foreach (var one in all)
            yield return CanonicalJson.Serialize(one);
    }

    private async Task<(FileCheck Check, List<RecordRead> Reads)> ReadAsync(string path)
    {
        FileCheck check;
        await using (var stream = File.OpenRead(path))
            check = await _mapping.CheckAsync(stream, Token);
        return (check, await ReadFromAsync(path, check, FilePosition.Start));
    }

    private async Task<List<RecordRead>> ReadFromAsync(string path, FileCheck check, FilePosition from)
    {
        var reads = new List<RecordRead>();
        await using var stream = File.OpenRead(path);
        stream.Position = from.Offset;
        await foreach (var read in _mapping.ReadAsync(stream, from, check, Library.Context(("fileName", Path.GetFileName(path))), Token))
            reads.Add(read.Record is { } record ? read with { Record = record with { Json = record.Json.ToArray() } } : read);
        return reads;
    }
}
