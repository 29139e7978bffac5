using System.Globalization;
using System.Text;

namespace Integration.Specs.Counterparts;

/// <summary>BIL-2 on billing's side: makes usage files, brings them, reads receipts and rejected lines, books all of it.</summary>
public sealed class UsageRun(World world, IDropFolder folder, string workFolder, Books books, MoodBoard moods, TimeProvider time)
{
    private const string Interface = "BIL-2";
    private static readonly string[] WaysToBeBad = ["total is not the sum of its charges", "account number is blank", "first day does not exist"];
    private readonly DropRun _drop = new(Interface, folder, workFolder, moods, time);
    private readonly Dictionary<string, UsageFile> _files = [];
    private int _last;

    /// <summary>Files sent so far, by name.</summary>
    public IReadOnlyDictionary<string, UsageFile> Files => _files;

    /// <summary>Makes one file and brings it with its done-file, in the mood of the day.</summary>
    public async Task<UsageFile> SendAsync(UsageOrder order, CancellationToken cancellationToken)
    {
        var fileNo = order.FileNo ?? ++_last;
        var name = Name(order, fileNo);
        var (defects, shown) = FileDefects.Take(moods, Interface);
        var (bytes, file) = Write(order, name, fileNo, defects, shown);
        await File.WriteAllBytesAsync(_drop.Local(name), bytes, cancellationToken);
        _files[name] = file;
        books.Enter(Interface, BookKind.Sent, name, file.Details, file.TotalFen, string.Join(' ', shown));
        await _drop.BringAsync(_drop.Local(name), name, cancellationToken);
        if (moods.Take(Interface, MoodKind.Duplicate) is not null)
            await SendAgainAsync(file, Name(order, fileNo + 500), cancellationToken);
        return file;
    }

    /// <summary>The same content once more, under another name.</summary>
    public async Task SendAgainAsync(UsageFile file, string underName, CancellationToken cancellationToken)
    {
        books.Enter(Interface, BookKind.Repeated, underName, file.Details, file.TotalFen, file.Name);
        await _drop.BringAsync(_drop.Local(file.Name), underName, cancellationToken);
    }

    /// <summary>Reads receipts that have come since the last look, and books them.</summary>
    public async Task<IReadOnlyList<Receipt>> ReadReceiptsAsync(CancellationToken cancellationToken)
    {
        var receipts = await _drop.ReadReceiptsAsync(cancellationToken);
        foreach (var receipt in receipts)
            _drop.Book(books, receipt, _files.TryGetValue(receipt.FileName, out var file) ? (file.Details, file.Bad.Count) : null);
        return receipts;
    }

    public Task<IReadOnlyList<RejectedLine>> ReadRejectsAsync(string fileName, CancellationToken cancellationToken) =>
        _drop.ReadRejectsAsync(fileName, cancellationToken);

    private static string Name(UsageOrder order, int fileNo) => $"USAGE_{order.Area}_{order.Day:yyyyMMdd}_{fileNo:D3}.txt";

    private (byte[] Bytes, UsageFile File) Write(UsageOrder order, string name, int fileNo, FileDefects defects, IReadOnlyList<MoodKind> shown)
    {
        if (defects.Empty)
            return ([], new UsageFile(name, 0, 0, [], shown));
        var bytes = new MemoryStream();
        var bad = new List<BadLine>();
        var total = 0L;
        var header = $"H01{"日用量汇总"}{order.Area}{order.Day:yyyyMMdd}{Stamp()}{fileNo:D3}\n";
        bytes.Write(Chinese.Gb18030.GetBytes(header));
        for (var n = 0; n < order.Details; n++)
        {
            var usage = Usage.Make(world, order.Day, order.FirstService + n, order.Seed);
            int? way = n >= order.Details - defects.BadLines ? n % WaysToBeBad.Length : null;
            if (way is { } w)
                bad.Add(new BadLine(n + 2, n + 2, usage.Service.Number, WaysToBeBad[w], usage.TotalFen));
            bytes.Write(usage.Line(order.Day, way));
            total += usage.TotalFen;
        }
        if (!defects.Truncated)
            bytes.Write(Encoding.ASCII.GetBytes($"T{order.Details:D9}{total + (defects.WrongTotal ? 1 : 0):D16}\n"));
        var written = bytes.ToArray();
        return (defects.WrongEncoding ? Encoding.UTF8.GetBytes(Chinese.Gb18030.GetString(written)) : written, new UsageFile(name, order.Details, total, bad, shown));
    }

    private string Stamp() => time.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
}
