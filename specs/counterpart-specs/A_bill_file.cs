using System.Globalization;
using System.Text;
using Integration.Specs.Counterparts;
using Xunit;

namespace Integration.Specs.CounterpartSpecs;

public sealed class A_bill_file : IDisposable
{
    private readonly Folder _folder = new();
    private readonly MoodBoard _moods = new();
    private readonly Books _books = new(TimeProvider.System);
    private readonly BillRun _bills;

    public A_bill_file() =>
        _bills = new BillRun(new World(), new LocalDropFolder(_folder["drop"]), _folder["work"], _books, _moods, TimeProvider.System);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(11)]
    [InlineData(1000)]
    public async Task has_exactly_the_lines_asked_for_and_a_trailer_that_agrees(long lines)
    {
        var file = await _bills.SendAsync(new BillOrder("202610", lines), Token);
        var read = Read(file.Name);
        Assert.Equal(lines, read.Count);
        var bills = read.Where(l => l[0] == "B").ToList();
        var items = read.Where(l => l[0] == "I").ToList();
        Assert.Equal(["T", $"{bills.Count}", $"{items.Count}", Yuan(bills.Sum(b => decimal.Parse(b[6], CultureInfo.InvariantCulture)))], read[^1]);
        Assert.Equal(file.Bills, bills.Count);
        Assert.Equal(file.TotalFen, bills.Sum(b => Fen(b[6])));
        Assert.Equal(lines - 2, bills.Count + items.Count);
    }

    [Fact]
    public async Task has_bills_that_are_the_sum_of_their_items_and_arrears_that_are_due_minus_paid()
    {
        var file = await _bills.SendAsync(new BillOrder("202610", 500), Token);
        var read = Read(file.Name);
        for (var i = 1; i < read.Count - 1; i++)
        {
            if (read[i][0] != "B")
                continue;
            var items = read.Skip(i + 1).TakeWhile(l => l[0] == "I").ToList();
            Assert.NotEmpty(items);
            Assert.All(items, item => Assert.Equal(read[i][1], item[1]));
            Assert.Equal(Fen(read[i][6]), items.Sum(item => Fen(item[4])));
            Assert.Equal(Fen(read[i][8]), Fen(read[i][6]) - Fen(read[i][7]));
            Assert.True(Fen(read[i][6]) > 0);
        }
    }

    [Fact]
    public async Task comes_with_a_done_file_and_leaves_no_temporary_file()
    {
        var file = await _bills.SendAsync(new BillOrder("202610", 20), Token);
        Assert.Equal([file.Name, file.Name + ".ok"], Directory.GetFiles(_folder["drop"]).Select(f => Path.GetFileName(f)).Order());
        Assert.Equal("BILL_0571_202610_001.txt", file.Name);
    }

    [Fact]
    public async Task has_bad_lines_when_told_to_which_leave_the_control_total_right()
    {
        _moods.Set("BIL-1", new Mood(MoodKind.BadLines, Times: 1, Count: 10));
        var file = await _bills.SendAsync(new BillOrder("202610", 2000), Token);
        Assert.Equal(10, file.Bad.Count);
        Assert.Equal(10, file.Bad.Select(b => b.What).Distinct().Count());
        var read = Read(file.Name);
        Assert.Equal(file.TotalFen, Fen(read[^1][3]));
        Assert.All(file.Bad, bad => Assert.Equal(bad.BillNo, read[(int)bad.BillLine - 1][1]));
        Assert.Empty((await _bills.SendAsync(new BillOrder("202610", 2000), Token)).Bad);
    }

    [Fact]
    public async Task is_cut_off_empty_or_wrong_in_its_total_when_told_to()
    {
        _moods.Set("BIL-1", MoodKind.Truncated, times: 1);
        var cut = await _bills.SendAsync(new BillOrder("202610", 100), Token);
        Assert.DoesNotContain(Read(cut.Name), l => l[0] == "T");
        _moods.Set("BIL-1", MoodKind.Empty, times: 1);
        var empty = await _bills.SendAsync(new BillOrder("202610", 100), Token);
        Assert.Equal(0, new FileInfo(Path.Combine(_folder["drop"], empty.Name)).Length);
        _moods.Set("BIL-1", MoodKind.WrongTotal, times: 1);
        var wrong = await _bills.SendAsync(new BillOrder("202610", 100), Token);
        Assert.Equal(wrong.TotalFen + 1, Fen(Read(wrong.Name)[^1][3]));
    }

    [Fact]
    public async Task is_in_UTF8_when_told_to()
    {
        _moods.Set("BIL-1", MoodKind.WrongEncoding, times: 1);
        var file = await _bills.SendAsync(new BillOrder("202610", 100), Token);
        Assert.Contains("分行", File.ReadAllText(Path.Combine(_folder["drop"], file.Name), new UTF8Encoding(false, throwOnInvalidBytes: true)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task comes_again_under_another_name_when_told_to()
    {
        _moods.Set("BIL-1", MoodKind.Duplicate, times: 1);
        var file = await _bills.SendAsync(new BillOrder("202610", 100), Token);
        Assert.Equal(File.ReadAllBytes(Path.Combine(_folder["drop"], file.Name)), File.ReadAllBytes(Path.Combine(_folder["drop"], "BILL_0571_202610_002.txt")));
        Assert.Equal((file.Bills, file.Bills), (_books.Summary("BIL-1").Sent, _books.Summary("BIL-1").Repeated));
    }

    [Fact]
    public async Task is_booked_as_the_receipt_says_and_a_receipt_that_disagrees_is_booked_as_wrong()
    {
        var first = await _bills.SendAsync(new BillOrder("202610", 100), Token);
        var second = await _bills.SendAsync(new BillOrder("202610", 100), Token);
        Receive(first.Name, $"R|{first.Name}|ACCEPTED|{first.Bills}|{first.Bills}|0|0|aa|20261101060000||\n");
        Receive(second.Name, $"R|{second.Name}|PARTIAL|{second.Bills}|{second.Bills - 1}|0|1|bb|20261101060000||\n");
        Assert.Equal(2, (await _bills.ReadReceiptsAsync(Token)).Count);
        Assert.Empty(await _bills.ReadReceiptsAsync(Token));
        var summary = _books.Summary("BIL-1");
        Assert.Equal((first.Bills + second.Bills - 1, 1L, 1L), (summary.Accepted, summary.Rejected, summary.Wrong));
    }

    public void Dispose()
    {
        _books.Dispose();
        _folder.Dispose();
    }

    private void Receive(string fileName, string text)
    {
        Directory.CreateDirectory(_folder["drop/receipts"]);
        File.WriteAllBytes(_folder[$"drop/receipts/{fileName}.rcv"], Chinese.Gb18030.GetBytes(text));
    }

    private List<string[]> Read(string name) =>
        [.. Chinese.Gb18030.GetString(File.ReadAllBytes(Path.Combine(_folder["drop"], name))).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('|'))];

    private static long Fen(string yuan) => (long)(decimal.Parse(yuan, CultureInfo.InvariantCulture) * 100);

    private static string Yuan(decimal yuan) => yuan.ToString("0.00", CultureInfo.InvariantCulture);
}
