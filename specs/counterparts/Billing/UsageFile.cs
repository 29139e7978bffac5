using System.Text;

namespace Integration.Specs.Counterparts;

/// <summary>Which usage file is to be made.</summary>
/// <param name="Details">How many service numbers.</param>
/// <param name="FirstService">Index of the first service of the world; the others follow.</param>
/// <param name="FileNo">Number within area and day; null: the next free one.</param>
public sealed record UsageOrder(DateOnly Day, int Details, string Area = "0571", int FirstService = 0, int? FileNo = null, int Seed = 1);

/// <summary>A usage file as billing's books know it.</summary>
/// <param name="Bad">Lines that the contract does not allow, written on purpose.</param>
public sealed record UsageFile(string Name, long Details, long TotalFen, IReadOnlyList<BadLine> Bad, IReadOnlyList<MoodKind> Moods)
{
    public long GoodDetails => Details - Bad.Count;

    /// <summary>Sum of the lines that the contract allows.</summary>
    public long GoodFen => TotalFen - Bad.Sum(b => b.DueFen);
}

/// <summary>What a service used on a day: five kinds, each a quantity and a charge in fen. Always the same for the same question.</summary>
internal sealed record Usage(WorldService Service, WorldCustomer Customer, IReadOnlyList<(long Quantity, long Fen)> Kinds)
{
    public long TotalFen => Kinds.Sum(k => k.Fen);

    public static Usage Make(World world, DateOnly day, int service, int seed)
    {
        var of = world.Service(service);
        var about = $"usage {day:yyyyMMdd}";
        (long, long) Kind(int kind, int upTo, int fenPer) => Dice.Roll(3, service, about + kind, seed) == 0
            ? (0, 0)
            : Quantity(Dice.Roll(upTo, service, about + "quantity" + kind, seed) + 1, fenPer);
        // One service in ten has no use at all: what the hub warns of.
        var none = Dice.Roll(10, service, about, seed) == 0;
        return new Usage(of, world.Customer(of.CustomerIndex), [.. Enumerable.Range(0, 5).Select(k => (none, of.Kind) switch
        {
            (true, _) => (0L, 0L),
            (_, "PHONE") => k == 3 ? (0, 0) : Kind(k, k == 4 ? 50 : 20_000, k == 4 ? 10 : 1),
            _ => k == 3 ? Kind(k, 50_000_000, 0) : (0, 0),
        })]);
    }

    private static (long, long) Quantity(long quantity, int fenPer) => (quantity, fenPer == 0 ? quantity / 1_000 : quantity * fenPer);

    /// <summary>The line, fixed width by bytes.</summary>
    /// <param name="bad">Which way of breaking the contract; null: none.</param>
    public byte[] Line(DateOnly day, int? bad)
    {
        var line = new MemoryStream();
        void Text(string text, int bytes) => line.Write(Fit(text, bytes));
        void Number(long number, int bytes) => Text(number.ToString($"D{bytes}"), bytes);
        Text("D", 1);
        Text(Service.Number, 20);
        Text(bad == 1 ? "" : Service.AccountNumber, 16);
        Text(Customer.Number, 16);
        Text(Customer.Name, 60);
        Text(bad == 2 ? "20261131" : $"{day:yyyyMMdd}", 8);
        Text($"{day:yyyyMMdd}", 8);
        foreach (var (quantity, fen) in Kinds)
        {
            Number(quantity, 12);
            Number(bad == 0 && fen == Kinds[0].Fen ? fen + 1 : fen, 12);
        }
        Number(TotalFen, 14);
        Text("\n", 1);
        return line.ToArray();
    }

    /// <summary>Filled up with blanks; what does not fit is cut before a character, never inside one.</summary>
    internal static byte[] Fit(string text, int bytes)
    {
        var fitting = new StringBuilder();
        var used = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var width = Chinese.Gb18030.GetByteCount(rune.ToString());
            if (used + width > bytes)
                break;
            fitting.Append(rune.ToString());
            used += width;
        }
        return Chinese.Gb18030.GetBytes(fitting.ToString() + new string(' ', bytes - used));
    }
}
