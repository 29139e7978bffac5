using System.Globalization;

namespace Integration.Specs.Counterparts;

/// <summary>One bill, made from the world and a seed; always the same for the same question.</summary>
internal sealed record Bill(string BillNo, string AccountNo, string CustomerNo, string CustomerName, string Period, long PaidFen, string State, DateOnly DueDate, IReadOnlyList<BillLine> Items)
{
    public long DueFen => Items.Sum(i => i.Fen);

    public static Bill Make(World world, string period, string area, int fileNo, int account, int items, int seed)
    {
        var of = world.Account(account);
        var customer = world.Customer(of.CustomerIndex);
        var lines = Enumerable.Range(0, items).Select(i => BillLine.Make(account, i, seed)).ToList();
        var due = lines.Sum(l => l.Fen);
        var (state, paid) = Dice.Roll(10, account, "paid" + period, seed) switch
        {
            < 5 => ("3", due),
            5 => ("2", due / 2),
            6 => ("4", 0L),
            7 => ("5", 0L),
            _ => ("1", 0L),
        };
        var month = DateOnly.ParseExact(period + "01", "yyyyMMdd", CultureInfo.InvariantCulture);
        return new Bill($"{area}{period}{fileNo:D3}{account:D7}", of.Number, customer.Number, customer.Name, period, paid, state, month.AddMonths(1).AddDays(24), lines);
    }
}

internal sealed record BillLine(string Code, string Name, long Fen)
{
    private static readonly (string Code, string Name, int UpToFen)[] Codes =
    [
        ("10", "月租费", 500_000), ("11", "市话费", 80_000), ("12", "国内长途费", 120_000), ("13", "国际及港澳台长途费", 60_000), ("20", "专线月租", 900_000),
        ("21", "数据流量费", 300_000), ("22", "互联网接入费", 400_000), ("30", "增值业务费", 20_000), ("31", "800/400业务费", 90_000), ("90", "滞纳金", 5_000),
    ];

    /// <summary>The first is a rental above all reductions, so that a bill is never negative.</summary>
    public static BillLine Make(int account, int index, int seed)
    {
        if (index == 0)
            return new BillLine("10", "月租费", 100_000 + Dice.Roll(400_000, account, "rent", seed));
        if (index % 5 == 4)
            return new BillLine("80", "优惠减免", -1 - Dice.Roll(9_999, account, "minus" + index, seed));
        var code = Codes[Dice.Roll(Codes.Length, account, "code" + index, seed)];
        return new BillLine(code.Code, code.Name, 1 + Dice.Roll(code.UpToFen, account, "amount" + index, seed));
    }
}
