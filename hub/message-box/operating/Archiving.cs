using System.IO.Compression;
using System.Text.Json;
using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>
/// Puts the messages of a day into a file before retention drops them. Temp name, flush to the disk, rename, then the manifest in the same
/// way: only what has a manifest counts, so a run that was cut off at any line is done again under the same name. Nothing is written
/// over; what has changed since an export (a replay) goes into a further part.
/// </summary>
internal sealed class Archiving(BoxDatabase database, BoxClock clock, string folder)
{
    private const int Page = 100;

    /// <summary>Ends when all of the day is durable in the archive.</summary>
    public async Task ExportDayAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var (from, to) = (DayBounds.Lowest(day), DayBounds.Lowest(day.AddDays(1)));
        var (messages, lastEnded) = (await database.ReadAsync(new Step<(long Messages, DateTimeOffset? Ended)>("day_mark", r => (r.Long(), r.TimeOrNull()))
            .With("from", from).With("to", to), cancellationToken))[0];
        var earlier = MessageArchive.List(folder).Where(p => p.Day == day).ToList();
        if (messages == 0 || earlier.Exists(p => p.Messages == messages && Same(p.LastEnded, lastEnded)))
            return;
        await WriteAsync(day, earlier.Count == 0 ? 1 : earlier.Max(p => p.Number) + 1, lastEnded, after => database.ReadAsync(
            new Step<Guid>("day_messages", r => r.Id()).With("after", after ?? Below(from)).With("to", to).With("limit", Page), cancellationToken), cancellationToken);
    }

    /// <summary>Messages whose ids tell no day, under the day of this export.</summary>
    public async Task ExportAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        var day = DayBounds.DayOf(clock.Now);
        var number = MessageArchive.List(folder).Where(p => p.Day == day).Select(p => p.Number).DefaultIfEmpty().Max() + 1;
        var next = 0;
        await WriteAsync(day, number, null, _ =>
        {
            var page = ids.Skip(next).Take(Page).ToList();
            next += page.Count;
            return Task.FromResult(page);
        }, cancellationToken);
    }

    // To the microsecond: what the databases keep of it.
    private static bool Same(DateTimeOffset? one, DateTimeOffset? other) => (one - other)?.Duration() < TimeSpan.FromMilliseconds(1) || (one is null && other is null);

    private async Task WriteAsync(DateOnly day, int number, DateTimeOffset? lastEnded, Func<Guid?, Task<List<Guid>>> pages, CancellationToken cancellationToken)
    {
        var name = Path.Combine(Directory.CreateDirectory(folder).FullName, MessageArchive.NameOf(day, number));
        var written = 0L;
        await DurableAsync(name + MessageArchive.Data, async file =>
        {
            await using var zip = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true);
            Guid? last = null;
            for (var ids = await pages(last); ids.Count > 0; ids = await pages(last))
            {
                foreach (var message in await ReadAsync(ids, cancellationToken))
                {
                    await zip.WriteAsync(ArchiveLine.Of(message), cancellationToken);
                    zip.WriteByte((byte)'\n');
                    written++;
                }
                last = ids[^1];
            }
        });
        var part = new ArchivePart(MessageArchive.NameOf(day, number), day, number, written, lastEnded, clock.Now);
        await DurableAsync(name + MessageArchive.Manifest, async file => await JsonSerializer.SerializeAsync(file, part, MessageArchive.Json, cancellationToken));
    }

    private static async Task DurableAsync(string name, Func<FileStream, Task> write)
    {
        // Customers' data: for the hub's own user only.
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 1 << 16 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var file = new FileStream(name + ".part", options))
        {
            await write(file);
            file.Flush(flushToDisk: true);
        }
        File.Move(name + ".part", name, overwrite: true);
    }

    private async Task<IReadOnlyList<ArchivedMessage>> ReadAsync(List<Guid> ids, CancellationToken cancellationToken)
    {
        var messages = EnvelopeRow.ById([.. ids.Select(i => new MessageId(i))]);
        var deliveries = Reading.Deliveries([.. ids.Select(i => new MessageId(i))]);
        var attempts = new Step<(MessageId Message, Attempt Attempt)>("read_attempts_of",
            r => (r.Message(), new(r.Text(), r.Int(), r.Time(), r.Time(), r.Text(), r.FailureOrNull(), r.TextOrNull()))).Each("id", ids, i => i);
        var payloads = new Step<(MessageId Message, StoredPayload Payload)>("read_payloads_of",
            r => (r.Message(), new(Reading.ReadPayload(r), r.TextOrNull(), r.Int(), r.Time()))).Each("id", ids, i => i);
        await database.ReadAsync(async session =>
        {
            await session.RunAsync(messages, deliveries, attempts, payloads);
            return 0;
        }, cancellationToken);
        var (d, a, p) = (deliveries.Rows.ToLookup(x => x.Message, x => x.Delivery), attempts.Rows.ToLookup(x => x.Message, x => x.Attempt), payloads.Rows.ToLookup(x => x.Message, x => x.Payload));
        return [.. messages.Rows.OrderBy(m => m.Envelope.Id).Select(m => new ArchivedMessage(m, [.. d[m.Envelope.Id]], [.. a[m.Envelope.Id]], [.. p[m.Envelope.Id]]))];
    }

    // The page starts after an id: the one just below the day's lowest.
    private static Guid Below(Guid lowest)
    {
        Span<byte> bytes = stackalloc byte[16];
        lowest.TryWriteBytes(bytes, bigEndian: true, out _);
        for (var i = 15; i >= 0 && bytes[i]-- == 0; i--)
        {
            // Borrows from the byte before.
        }
        return new Guid(bytes, bigEndian: true);
    }
}
