using System.Text;
using Integration.Mappings;

namespace Integration.Specs.Mappings.Support;

/// <summary>Runs mappings over streams that hand out as many bytes at a time as a test wants.</summary>
internal static class Streams
{
    public static FileCheck Check(IInboundMapping mapping, byte[] bytes, int chunk = int.MaxValue) =>
        mapping.CheckAsync(new Trickle(bytes, chunk, true), CancellationToken.None).GetAwaiter().GetResult();

    public static List<RecordRead> Read(IInboundMapping mapping, byte[] bytes, int chunk = int.MaxValue, bool seeks = true, FilePosition from = default, FileCheck? check = null)
    {
        check ??= Check(mapping, bytes, chunk);
        var reads = new List<RecordRead>();
        var records = mapping.ReadAsync(new Trickle(bytes, chunk, seeks), from, check, MappingFolder.Context, CancellationToken.None).GetAsyncEnumerator();
        while (records.MoveNextAsync().AsTask().GetAwaiter().GetResult()) reads.Add(records.Current);
        return reads;
    }

    public static List<string> Json(IEnumerable<RecordRead> reads) =>
        [.. reads.Select(r => r.Record is { } record ? Encoding.UTF8.GetString(record.Json.Span) : r.Failure!.Message)];

    public static string ManyBills(int count)
    {
        var text = new StringBuilder($"H|202611|20261122103000|{count}\n");
        for (var i = 1; i <= count; i++)
        {
            text.Append($"B|B{i}|A{i % 7}|{i}.00|{(i % 3) + 1}|20261201\n");
            for (var item = 0; item < i % 4; item++) text.Append($"I|{item}|月租费{item}|1.00\n");
        }
        return text.Append($"T|{count}|{count * (count + 1) / 2}.00\n").ToString();
    }

    private sealed class Trickle(byte[] bytes, int chunk, bool seeks) : MemoryStream(bytes)
    {
        public override bool CanSeek => seeks;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, chunk)], cancellationToken);

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, chunk)]);
    }
}
