using System.Buffers;
using Integration.Mappings;

namespace Integration.Hub.Core.Journeys;

/// <summary>Gathers records of a file until they are accepted together: one message per canonical type, many records in it.</summary>
internal sealed class FileBatch(InboundInterface endpoint, Translation translation, Router router, string sha256, string fileName, DateTimeOffset receivedAt)
{
    private readonly List<CanonicalRecord> _records = [];
    private readonly List<TransferReject> _rejects = [];
    private long _firstLine;
    private FilePosition _next;

    public int Size => _records.Count + _rejects.Count;

    public void Add(RecordRead read)
    {
        if (Size == 0)
            _firstLine = read.Line;
        _next = read.Next;
        if (read.Record is { } record)
            _records.Add(record);
        else if (read.Failure is { } failure)
            _rejects.Add(new TransferReject(read.Line, Translation.Failure(failure), read.Source ?? ""));
    }

    /// <summary>What has been gathered, ready to be accepted; the batch starts anew.</summary>
    public Taken Take()
    {
        var items = _records.GroupBy(r => (r.MessageType, r.Version)).Select(g => Item([.. g])).ToList();
        var taken = new Taken(items, [.. _rejects], _records.Count, _next);
        _records.Clear();
        _rejects.Clear();
        return taken;
    }

    private AcceptItem Item(List<CanonicalRecord> records)
    {
        // File hash and line: the same batch read again after a crash is the same message.
        var first = records[0] with
        {
            Json = Lines(records),
            BusinessKey = null,
            // By a tuple: a pair's own hash looks at the name alone, and a thousand bills have three names between them.
            Search = [new("file", fileName), .. records.SelectMany(r => r.Search).DistinctBy(s => (s.Key, s.Value))],
        };
        var origin = new Origin($"{sha256}:{_firstLine}:{records[0].MessageType}", Conversation: $"file:{sha256[..16]}");
        var envelope = translation.Envelope(first, endpoint.Mapping, endpoint.Config.System, endpoint.Config.Id, receivedAt, origin) with
        {
            Count = records.Count,
            Priority = MessagePriority.Bulk,
        };
        return new AcceptItem(envelope, router.Plan(envelope), []);
    }

    private static ReadOnlyMemory<byte> Lines(List<CanonicalRecord> records)
    {
        var buffer = new ArrayBufferWriter<byte>(records.Sum(r => r.Json.Length + 1));
        foreach (var record in records)
        {
            buffer.Write(record.Json.Span);
            buffer.Write("\n"u8);
        }
        return buffer.WrittenMemory;
    }

    public sealed record Taken(IReadOnlyList<AcceptItem> Items, IReadOnlyList<TransferReject> Rejects, int Records, FilePosition Next);
}
