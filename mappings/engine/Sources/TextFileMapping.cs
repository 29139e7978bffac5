using System.Runtime.CompilerServices;
using Integration.Mappings.Compile;
using Integration.Mappings.Running;

namespace Integration.Mappings.Sources;

/// <summary>Delimited and fixed-width files, line by line.</summary>
internal sealed class TextFileMapping(MappingHead head, RecordMaker maker, FileLayout layout, FileControl control, int slots, int cells)
    : InboundMapping(head, maker, slots, cells)
{
    public override bool Streams => true;

    public Charset Charset => layout.Charset;

    public override IReadOnlyList<CanonicalRecord> Map(ReadOnlyMemory<byte> source, MappingContext context)
    {
        // A memory stream never waits, so these complete at once.
        var bytes = source.ToArray();
        var check = CheckAsync(new MemoryStream(bytes), CancellationToken.None).GetAwaiter().GetResult();
        if (check.Faults.Count > 0) throw check.Faults[0];
        var records = new List<CanonicalRecord>();
        var reads = ReadAsync(new MemoryStream(bytes), FilePosition.Start, check, context, CancellationToken.None).GetAsyncEnumerator();
        while (reads.MoveNextAsync().AsTask().GetAwaiter().GetResult())
        {
            if (reads.Current.Failure is { } failure) throw failure;
            if (reads.Current.Record is { } record) records.Add(record);
        }
        return records;
    }

    public override async Task<FileCheck> CheckAsync(Stream source, CancellationToken cancellationToken)
    {
        var run = Rent(MappingContext.At(default));
        try
        {
            return await new FileChecker(layout, control, Maker, run).CheckAsync(source, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Return(run);
        }
    }

    public override async IAsyncEnumerable<RecordRead> ReadAsync(
        Stream source, FilePosition from, FileCheck check, MappingContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var run = Rent(context);
        try
        {
            var start = await FileStart.FindAsync(source, layout.Charset, from, cancellationToken).ConfigureAwait(false);
            if (start.Fault is not null) throw Maker.Located(start.Fault, run, null);
            var lines = new LineReader(source, start, layout.Limits.Line);
            var records = new RecordAssembler(layout, start.Charset, control, Maker, run, check, from);
            do
            {
                while (lines.TryRead(out var line))
                    if (records.Take(lines[line], line) is { } read) yield return read;
                cancellationToken.ThrowIfCancellationRequested();
            }
            while (await lines.FillAsync(cancellationToken).ConfigureAwait(false));
            if (records.Finish(lines.Bytes) is { } last) yield return last;
        }
        finally
        {
            Return(run);
        }
    }
}
