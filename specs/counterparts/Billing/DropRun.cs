namespace Integration.Specs.Counterparts;

/// <summary>How billing brings files with their done-files in the mood of the day, and finds the hub's receipts and rejected lines.</summary>
internal sealed class DropRun(string @interface, IDropFolder folder, string workFolder, MoodBoard moods, TimeProvider time)
{
    private readonly HashSet<string> _read = [];

    /// <summary>Where a file is made before it is brought.</summary>
    public string Local(string name)
    {
        Directory.CreateDirectory(workFolder);
        return Path.Combine(workFolder, name);
    }

    /// <summary>Brings a local file under a name.</summary>
    public async Task BringAsync(string local, string name, CancellationToken cancellationToken)
    {
        await moods.WaitForEndAsync(@interface, MoodKind.Down, cancellationToken);
        if (moods.Take(@interface, MoodKind.Late) is { } late)
            await Task.Delay(late.By ?? TimeSpan.FromSeconds(5), time, cancellationToken);
        var done = Local(name + ".ok");
        await File.WriteAllBytesAsync(done, [], cancellationToken);
        var doneFirst = moods.Take(@interface, MoodKind.OutOfOrder) is not null;
        if (doneFirst)
            await folder.PutAsync(done, name + ".ok", cancellationToken);
        if (moods.Take(@interface, MoodKind.Slow) is { } slow)
            await Task.Delay(slow.By ?? TimeSpan.FromSeconds(2), time, cancellationToken);
        await folder.PutAsync(local, name, cancellationToken);
        if (!doneFirst)
            await folder.PutAsync(done, name + ".ok", cancellationToken);
    }

    /// <summary>Receipts that have come since the last look.</summary>
    public async Task<IReadOnlyList<Receipt>> ReadReceiptsAsync(CancellationToken cancellationToken)
    {
        var receipts = new List<Receipt>();
        foreach (var name in await folder.ListAsync("receipts", cancellationToken))
        {
            if (name.EndsWith(".rcv", StringComparison.Ordinal) && _read.Add(name))
                receipts.Add(Receipt.Read(await folder.ReadAsync("receipts", name, cancellationToken)));
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

    /// <summary>Enters a receipt into the books.</summary>
    /// <param name="sent">Records of the file and how many of them were bad on purpose; null if billing knows no such file.</param>
    public void Book(Books books, Receipt receipt, (long Records, long Bad)? sent)
    {
        if (receipt.Accepted > 0)
            books.Enter(@interface, BookKind.Accepted, receipt.FileName, receipt.Accepted);
        var refused = receipt.Status == "QUARANTINED" ? receipt.Bills : receipt.Rejected;
        if (refused > 0 || receipt.Status == "QUARANTINED")
            books.Enter(@interface, BookKind.Rejected, receipt.FileName, refused, note: $"{receipt.Status} {receipt.ReasonCode} {receipt.Reason}");
        if (receipt.Status == "DUPLICATE" || receipt.Duplicates > 0)
            books.Enter(@interface, BookKind.Duplicate, receipt.FileName, Math.Max(receipt.Duplicates, 1));
        if (sent is var (records, bad) && receipt.Status is "ACCEPTED" or "PARTIAL"
            && (receipt.Bills != records || receipt.Accepted + receipt.Duplicates + receipt.Rejected != receipt.Bills || receipt.Rejected != bad))
            books.Enter(@interface, BookKind.Wrong, receipt.FileName, note: $"receipt {receipt}; sent {records} records of which {bad} bad");
    }
}
