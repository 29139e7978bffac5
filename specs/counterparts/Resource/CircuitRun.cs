namespace Integration.Specs.Counterparts;

/// <summary>Which report is to be made.</summary>
/// <param name="Day">yyyyMMdd.</param>
/// <param name="Circuits">How many; the leased line of customer <paramref name="FirstCustomer"/> and of those after it.</param>
/// <param name="Bandwidth">What is reported instead of the bandwidth that the world has; null: that.</param>
public sealed record CircuitOrder(string Day, int Circuits, int FirstCustomer = 0, int? No = null, long? Bandwidth = null);

/// <summary>A report as resource management's books know it.</summary>
/// <param name="Bad">Circuits that the contract does not allow, written on purpose.</param>
public sealed record CircuitFile(string Name, long Circuits, int Bad, DateTimeOffset AsAt, IReadOnlyList<MoodKind> Moods);

/// <summary>RES-4 on resource management's side: makes the nightly reports, brings them, reads receipts, books all of it.</summary>
public sealed class CircuitRun(World world, IDropFolder folder, string workFolder, Books books, MoodBoard moods, TimeProvider time)
{
    private const string Interface = "RES-4";
    private readonly Dictionary<string, CircuitFile> _files = [];
    private readonly HashSet<string> _read = [];
    private int _number;

    /// <summary>Reports sent so far, by name.</summary>
    public IReadOnlyDictionary<string, CircuitFile> Files => _files;

    /// <summary>Makes one report and brings it with its done-file, in the mood of the day.</summary>
    public async Task<CircuitFile> SendAsync(CircuitOrder order, CancellationToken cancellationToken)
    {
        var name = $"CIRCUIT_{order.Day}_{order.No ?? ++_number:D3}.xml";
        var shown = new[] { MoodKind.Truncated, MoodKind.WrongTotal, MoodKind.WrongEncoding, MoodKind.Empty }.Where(k => moods.Take(Interface, k) is not null).ToList();
        var bad = moods.Take(Interface, MoodKind.BadLines)?.Count ?? 0;
        Directory.CreateDirectory(workFolder);
        var asAt = time.GetUtcNow();
        await using (var stream = File.Create(Path.Combine(workFolder, name)))
            CircuitFileWriter.Write(stream, world, order, asAt, bad, shown);
        var file = new CircuitFile(name, order.Circuits, bad, asAt, shown);
        _files[name] = file;
        books.Enter(Interface, BookKind.Sent, name, order.Circuits, note: string.Join(' ', shown));
        await BringAsync(name, name, cancellationToken);
        return file;
    }

    /// <summary>The same content once more, under another name.</summary>
    public async Task SendAgainAsync(CircuitFile file, string underName, CancellationToken cancellationToken)
    {
        books.Enter(Interface, BookKind.Repeated, underName, file.Circuits, note: file.Name);
        await BringAsync(file.Name, underName, cancellationToken);
    }

    /// <summary>Reads receipts that have come since the last look, and books them.</summary>
    public async Task<IReadOnlyList<Receipt>> ReadReceiptsAsync(CancellationToken cancellationToken)
    {
        var receipts = new List<Receipt>();
        foreach (var name in (await folder.ListAsync("receipts", cancellationToken)).Where(n => n.EndsWith(".rcv", StringComparison.Ordinal) && _read.Add(n)))
        {
            var receipt = Receipt.Read(await folder.ReadAsync("receipts", name, cancellationToken));
            Book(receipt);
            receipts.Add(receipt);
        }
        return receipts;
    }

    public async Task<IReadOnlyList<RejectedLine>> ReadRejectsAsync(string fileName, CancellationToken cancellationToken)
    {
        var name = fileName + ".rej";
        return (await folder.ListAsync("receipts", cancellationToken)).Contains(name)
            ? RejectedLine.ReadAll(await folder.ReadAsync("receipts", name, cancellationToken))
            : [];
    }

    private void Book(Receipt receipt)
    {
        var kind = receipt.Status switch { "DUPLICATE" => BookKind.Duplicate, "QUARANTINED" => BookKind.Rejected, _ => BookKind.Accepted };
        books.Enter(Interface, kind, receipt.FileName, Math.Max(receipt.Accepted, kind == BookKind.Accepted ? 0 : 1), note: $"{receipt.Status} {receipt.ReasonCode} {receipt.Reason}");
        if (_files.TryGetValue(receipt.FileName, out var file) && kind == BookKind.Accepted && (receipt.Bills != file.Circuits || receipt.Rejected != file.Bad))
            books.Enter(Interface, BookKind.Wrong, receipt.FileName, note: $"receipt {receipt}; sent {file.Circuits} circuits of which {file.Bad} bad");
    }

    private async Task BringAsync(string local, string name, CancellationToken cancellationToken)
    {
        await moods.WaitForEndAsync(Interface, MoodKind.Down, cancellationToken);
        var done = Path.Combine(workFolder, name + ".ok");
        await File.WriteAllBytesAsync(done, [], cancellationToken);
        var doneFirst = moods.Take(Interface, MoodKind.OutOfOrder) is not null;
        if (doneFirst)
            await folder.PutAsync(done, name + ".ok", cancellationToken);
        await folder.PutAsync(Path.Combine(workFolder, local), name, cancellationToken);
        if (!doneFirst)
            await folder.PutAsync(done, name + ".ok", cancellationToken);
    }
}
