using System.Globalization;
using System.Text;

namespace Integration.Specs.Counterparts;

/// <summary>Writes a bill file of any size with flat memory, well-behaved or as the moods want it.</summary>
internal sealed class BillFileWriter(World world, TimeProvider time)
{
    private const int MostItems = 6;

    public async Task<BillFile> WriteAsync(Stream stream, string name, BillOrder order, int fileNo, FileDefects defects, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order.Lines, 4);
        if (defects.Empty)
            return new BillFile(name, order.Period, 0, 0, 0, 0, [], []);
        var encoding = defects.WrongEncoding ? new UTF8Encoding(false) : Chinese.Gb18030;
        await using var writer = new StreamWriter(stream, encoding, 1 << 16, leaveOpen: true) { NewLine = "\n" };
        var run = new Run(writer, order, defects.BadLines);
        await run.LineAsync($"H|1|月账单|{order.Area}|{order.Period}|{Stamp()}|{fileNo}");
        var stopAt = defects.Truncated ? order.Lines / 2 : order.Lines - 1;
        for (var account = order.FirstAccount; run.Line < stopAt; account++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await run.BillAsync(Bill.Make(world, order.Period, order.Area, fileNo, account, Items(order, account, order.Lines - 1 - run.Line), order.Seed));
        }
        if (!defects.Truncated)
            await run.LineAsync($"T|{run.Bills}|{run.Items}|{Yuan(run.TotalFen + (defects.WrongTotal ? 1 : 0))}");
        await writer.FlushAsync(cancellationToken);
        return new BillFile(name, order.Period, run.Line, run.Bills, run.Items, run.TotalFen, run.Bad, []);
    }

    public static string Yuan(long fen) => string.Create(CultureInfo.InvariantCulture, $"{(fen < 0 ? "-" : "")}{Math.Abs(fen) / 100}.{Math.Abs(fen) % 100:D2}");

    private string Stamp() => time.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    // A bill takes one line and its items; never leaves a single line over, which no bill would fit into.
    private static int Items(BillOrder order, int account, long left)
    {
        var items = Math.Min(1 + Dice.Roll(MostItems, account, "items", order.Seed), (int)Math.Min(left - 1, MostItems));
        return left - 1 - items == 1 ? items + 1 : items;
    }

    private sealed class Run(StreamWriter writer, BillOrder order, int badLines)
    {
        private readonly long _badEvery = badLines == 0 ? long.MaxValue : Math.Max(1, order.Lines / (MostItems * (badLines + 1L)));

        public long Line { get; private set; }

        public long Bills { get; private set; }

        public long Items { get; private set; }

        public long TotalFen { get; private set; }

        public List<BadLine> Bad { get; } = [];

        public async Task LineAsync(string line)
        {
            Line++;
            await writer.WriteLineAsync(line);
        }

        public async Task BillAsync(Bill bill)
        {
            var billLine = Line + 1;
            var bad = Bad.Count < badLines && Bills % _badEvery == _badEvery - 1 ? BadBill.Nth(Bad.Count) : null;
            await LineAsync(Bend(bad, BadBill.Place.Bill, BillText(bill), bill, billLine));
            for (var i = 0; i < bill.Items.Count; i++)
                await LineAsync(Bend(i == 0 ? bad : null, BadBill.Place.FirstItem, ItemText(bill, bill.Items[i]), bill, billLine));
            Bills++;
            Items += bill.Items.Count;
            TotalFen += bill.DueFen;
        }

        private string Bend(BadBill? bad, BadBill.Place place, string line, Bill bill, long billLine)
        {
            if (bad is null || bad.On != place)
                return line;
            Bad.Add(new BadLine(Line + 1, billLine, bill.BillNo, bad.What, bill.DueFen));
            return bad.Bend(line);
        }

        private string BillText(Bill bill) => string.Join('|',
            "B", bill.BillNo, bill.AccountNo, bill.CustomerNo, bill.CustomerName, order.Period, Yuan(bill.DueFen), Yuan(bill.PaidFen),
            Yuan(bill.DueFen - bill.PaidFen), bill.State, bill.DueDate.ToString("yyyyMMdd", CultureInfo.InvariantCulture));

        private static string ItemText(Bill bill, BillLine item) => string.Join('|', "I", bill.BillNo, item.Code, item.Name, Yuan(item.Fen));
    }
}
