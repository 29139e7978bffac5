using System.Text;

namespace Integration.Specs.Features.Steps;

/// <summary>The bill file of a scenario: what billing's books say of it.</summary>
public sealed class BillFiles(WholeHub hub)
{
    private const string Period = "202610";
    private BillFile? _file;

    public BillFile File => _file ?? throw new InvalidOperationException("no bill file was brought in this scenario");

    public Receipt? Receipt { get; set; }

    public async Task BringAsync(string lines)
    {
        var order = new BillOrder(Period, long.Parse(lines.Replace(",", "")));
        _file = await hub.Billing.Bills.SendAsync(order, TestContext.Current.CancellationToken);
    }

    /// <summary>What the numbers of the file's bills begin with: area, period, file number.</summary>
    public string Numbers => NumbersOf(File.Name);

    /// <summary>The bills as billing wrote them: number, amount, customer's name.</summary>
    public IReadOnlyList<(string BillNo, string AccountNo, string CustomerName, long DueFen)> Written()
    {
        var lines = System.IO.File.ReadAllLines(Path.Combine(hub.BillingFolder, File.Name), Encoding.GetEncoding("gb18030"));
        var bad = File.Bad.Select(b => b.BillNo).ToHashSet();
        return [.. lines.Select(l => l.Split('|')).Where(f => f[0] == "B" && !bad.Contains(f[1])).Select(f => (f[1], f[2], f[4], Fen(f[6])))];
    }

    private static string NumbersOf(string name) => name["BILL_".Length..^".txt".Length].Replace("_", "");

    private static long Fen(string yuan) => (long)(decimal.Parse(yuan, System.Globalization.CultureInfo.InvariantCulture) * 100);
}
