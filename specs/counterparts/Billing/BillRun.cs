namespace Integration.Specs.Counterparts;

/// <summary>BIL-1 on billing's side: makes bill files, brings them, reads receipts and rejected lines, books all of it.</summary>
public sealed class BillRun(World world, IDropFolder folder, string workFolder, Books books, MoodBoard moods, TimeProvider time)
{
    private const string Interface = "BIL-1";
    private readonly Dictionary<string, BillFile> _files = [];
    private readonly HashSet<string> _read = [];
    private readonly Dictionary<(string Area, string Period), int> _numbers = [];

    /// <summary>Files sent so far, by name.</summary>
    public IReadOnlyDictionary<string, BillFile> Files => _files;

    /// <summary>Makes one file and brings it with its done-file, in the mood of the day.</summary>
    public async Task<BillFile> SendAsync(BillOrder order, CancellationToken cancellationToken)
    {
        var fileNo = order.FileNo ?? Next(order);
        var name = $"BILL_{order.Area}_{order.Period}_{fileNo:D3}.txt";
        var (defects, shown) = Defects();
        Directory.CreateDirectory(workFolder);
        var local = Path.Combine(workFolder, name);
        BillFile file;
        await using (var stream = File.Create(local))
            file = await new BillFileWriter(world, time).WriteAsync(stream, name, order, fileNo, defects, cancellationToken);
        file = file with { Moods = shown };
        _files[name] = file;
        books.Enter(Interface, BookKind.Sent, name, file.Bills, file.TotalFen, string.Join(' ', shown));
        await BringAsync(local, name, cancellationToken);
        if (moods.Take(Interface, MoodKind.Duplicate) is not null)
            await SendAgainAsync(file, $"BILL_{order.Area}_{order.Period}_{Next(order):D3}.txt", cancellationToken);
        return file;
    }

    /// <summary>The same content once more, under another name.</summary>
    public async Task SendAgainAsync(BillFile file, string underName, CancellationToken cancellationToken)
    {
        books.Enter(Interface, BookKind.Repeated, underName, file.Bills, file.TotalFen, file.Name);
        await BringAsync(Path.Combine(workFolder, file.Name), underName, cancellationToken);
    }

    /// <summary>Reads receipts that have come since the last look, and books them.</summary>
    public async Task<IReadOnlyList<Receipt>> ReadReceiptsAsync(CancellationToken cancellationToken)
    {
        var receipts = new List<Receipt>();
        foreach (var name in await folder.ListAsync("receipts", cancellationToken))
        {
            if (!name.EndsWith(".rcv", StringComparison.Ordinal) || !_read.Add(name))
                continue;
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
        if (receipt.Accepted > 0)
            books.Enter(Interface, BookKind.Accepted, receipt.FileName, receipt.Accepted);
        var refused = receipt.Status == "QUARANTINED" ? receipt.Bills : receipt.Rejected;
        if (refused > 0 || receipt.Status == "QUARANTINED")
            books.Enter(Interface, BookKind.Rejected, receipt.FileName, refused, note: $"{receipt.Status} {receipt.ReasonCode} {receipt.Reason}");
        if (receipt.Status == "DUPLICATE" || receipt.Duplicates > 0)
            books.Enter(Interface, BookKind.Duplicate, receipt.FileName, Math.Max(receipt.Duplicates, 1));
        if (_files.TryGetValue(receipt.FileName, out var file) && receipt.Status is "ACCEPTED" or "PARTIAL"
            && (receipt.Bills != file!.Bills || receipt.Accepted + receipt.Duplicates + receipt.Rejected != receipt.Bills || receipt.Rejected != file.Bad.Count))
            books.Enter(Interface, BookKind.Wrong, receipt.FileName, note: $"receipt {receipt}; sent {file.Bills} bills of which {file.Bad.Count} bad");
    }

    private async Task BringAsync(string local, string name, CancellationToken cancellationToken)
    {
        await moods.WaitForEndAsync(Interface, MoodKind.Down, cancellationToken);
        if (moods.Take(Interface, MoodKind.Late) is { } late)
            await Task.Delay(late.By ?? TimeSpan.FromSeconds(5), time, cancellationToken);
        var done = Path.Combine(workFolder, name + ".ok");
        await File.WriteAllBytesAsync(done, [], cancellationToken);
        var doneFirst = moods.Take(Interface, MoodKind.OutOfOrder) is not null;
        if (doneFirst)
            await folder.PutAsync(done, name + ".ok", cancellationToken);
        if (moods.Take(Interface, MoodKind.Slow) is { } slow)
            await Task.Delay(slow.By ?? TimeSpan.FromSeconds(2), time, cancellationToken);
        await folder.PutAsync(local, name, cancellationToken);
        if (!doneFirst)
            await folder.PutAsync(done, name + ".ok", cancellationToken);
    }

    private (BillFileWriter.Defects Defects, IReadOnlyList<MoodKind> Shown) Defects()
    {
        var shown = new List<MoodKind>();
        Mood? Take(MoodKind kind)
        {
            var mood = moods.Take(Interface, kind);
            if (mood is not null)
                shown.Add(kind);
            return mood;
        }
        return (new BillFileWriter.Defects(
            Take(MoodKind.Truncated) is not null, Take(MoodKind.WrongTotal) is not null, Take(MoodKind.WrongEncoding) is not null,
            Take(MoodKind.BadLines)?.Count ?? 0, Take(MoodKind.Empty) is not null), shown);
    }

    private int Next(BillOrder order) =>
        _numbers[(order.Area, order.Period)] = _numbers.GetValueOrDefault((order.Area, order.Period)) + 1;
}
