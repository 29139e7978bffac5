namespace Integration.Specs.Counterparts;

/// <summary>BIL-1 on billing's side: makes bill files, brings them, reads receipts and rejected lines, books all of it.</summary>
public sealed class BillRun(World world, IDropFolder folder, string workFolder, Books books, MoodBoard moods, TimeProvider time)
{
    private const string Interface = "BIL-1";
    private readonly DropRun _drop = new(Interface, folder, workFolder, moods, time);
    private readonly Dictionary<string, BillFile> _files = [];
    private readonly Dictionary<(string Area, string Period), int> _numbers = [];

    /// <summary>Files sent so far, by name.</summary>
    public IReadOnlyDictionary<string, BillFile> Files => _files;

    /// <summary>Makes one file and brings it with its done-file, in the mood of the day.</summary>
    public async Task<BillFile> SendAsync(BillOrder order, CancellationToken cancellationToken)
    {
        var fileNo = order.FileNo ?? Next(order);
        var name = $"BILL_{order.Area}_{order.Period}_{fileNo:D3}.txt";
        var (defects, shown) = FileDefects.Take(moods, Interface);
        var local = _drop.Local(name);
        BillFile file;
        await using (var stream = File.Create(local))
            file = await new BillFileWriter(world, time).WriteAsync(stream, name, order, fileNo, defects, cancellationToken);
        file = file with { Moods = shown };
        _files[name] = file;
        books.Enter(Interface, BookKind.Sent, name, file.Bills, file.TotalFen, string.Join(' ', shown));
        await _drop.BringAsync(local, name, cancellationToken);
        if (moods.Take(Interface, MoodKind.Duplicate) is not null)
            await SendAgainAsync(file, $"BILL_{order.Area}_{order.Period}_{Next(order):D3}.txt", cancellationToken);
        return file;
    }

    /// <summary>The same content once more, under another name.</summary>
    public async Task SendAgainAsync(BillFile file, string underName, CancellationToken cancellationToken)
    {
        books.Enter(Interface, BookKind.Repeated, underName, file.Bills, file.TotalFen, file.Name);
        await _drop.BringAsync(_drop.Local(file.Name), underName, cancellationToken);
    }

    /// <summary>Reads receipts that have come since the last look, and books them.</summary>
    public async Task<IReadOnlyList<Receipt>> ReadReceiptsAsync(CancellationToken cancellationToken)
    {
        var receipts = await _drop.ReadReceiptsAsync(cancellationToken);
        foreach (var receipt in receipts)
            _drop.Book(books, receipt, _files.TryGetValue(receipt.FileName, out var file) ? (file.Bills, file.Bad.Count) : null);
        return receipts;
    }

    public Task<IReadOnlyList<RejectedLine>> ReadRejectsAsync(string fileName, CancellationToken cancellationToken) =>
        _drop.ReadRejectsAsync(fileName, cancellationToken);

    private int Next(BillOrder order) =>
        _numbers[(order.Area, order.Period)] = _numbers.GetValueOrDefault((order.Area, order.Period)) + 1;
}
