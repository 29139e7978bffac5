using System.Runtime.CompilerServices;
using Integration.Mappings.Compile;
using Integration.Mappings.Running;

namespace Integration.Mappings.Targets;

/// <summary>Many canonical messages → one file with header, details and trailer. Flat memory.</summary>
internal sealed class FileMapping(MappingHead head, OutboundPlan plan, FileTarget target) : OutboundMapping(head, plan)
{
    private const int FlushAt = 64 * 1024;

    public override string ContentType => $"text/plain; charset={target.Charset.WebName}";

    /// <summary>A file of this one message.</summary>
    public override ReadOnlyMemory<byte> Map(ReadOnlyMemory<byte> canonicalJson, MappingContext context)
    {
        var bytes = new MemoryStream();
        // Neither the one record nor a memory stream ever waits.
        WriteAsync(One(canonicalJson), bytes, context, CancellationToken.None).GetAwaiter().GetResult();
        return bytes.ToArray();
    }

    public override async Task<long> WriteAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> canonicalRecords, Stream destination, MappingContext context, CancellationToken cancellationToken)
    {
        var run = NewRun(context);
        run.Totals = new decimal[target.Aggregates.All.Count];
        var lines = new LineOut(target.Charset, target.Newline);
        if (target.Mark) lines.Mark();
        if (!target.CountsAhead)
        {
            Write(target.Start, run, lines, "the start of the file");
            var written = await DetailsAsync(canonicalRecords, destination, run, lines, cancellationToken).ConfigureAwait(false);
            await EndAsync(destination, run, lines, cancellationToken).ConfigureAwait(false);
            return written;
        }
        return await CountFirstAsync(canonicalRecords, destination, run, lines, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The details go to a temporary file, since what stands before them counts them.</summary>
    private async Task<long> CountFirstAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> records, Stream destination, Run run, LineOut start, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetTempPath(), $"mapping-{Guid.NewGuid():N}.tmp");
        var spool = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FlushAt, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await using (spool.ConfigureAwait(false))
        {
            var lines = new LineOut(target.Charset, target.Newline);
            var written = await DetailsAsync(records, spool, run, lines, cancellationToken).ConfigureAwait(false);
            await FlushAsync(spool, lines, cancellationToken).ConfigureAwait(false);
            Write(target.Start, run, start, "the start of the file");
            await FlushAsync(destination, start, cancellationToken).ConfigureAwait(false);
            spool.Position = 0;
            await spool.CopyToAsync(destination, cancellationToken).ConfigureAwait(false);
            await EndAsync(destination, run, lines, cancellationToken).ConfigureAwait(false);
            return written;
        }
    }

    private async Task<long> DetailsAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> records, Stream destination, Run run, LineOut lines, CancellationToken cancellationToken)
    {
        long written = 0;
        await foreach (var record in records.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            written++;
            Detail(record, written, run, lines);
            if (lines.Length >= FlushAt) await FlushAsync(destination, lines, cancellationToken).ConfigureAwait(false);
        }
        return written;
    }

    private void Detail(ReadOnlyMemory<byte> record, long number, Run run, LineOut lines)
    {
        try
        {
            Enter(run, record);
            target.Aggregates.Feed(run, 0);
            foreach (var detail in target.Details) detail(run, lines);
        }
        catch (ValueFault fault)
        {
            throw Located(fault, run, $"message {number}");
        }
    }

    private async Task EndAsync(Stream destination, Run run, LineOut lines, CancellationToken cancellationToken)
    {
        Write(target.End, run, lines, "the end of the file");
        await FlushAsync(destination, lines, cancellationToken).ConfigureAwait(false);
    }

    private void Write(IReadOnlyList<WriteLines> records, Run run, LineOut lines, string place)
    {
        run.Text.Reset();
        run.Stack.Reset();
        try
        {
            foreach (var record in records) record(run, lines);
        }
        catch (ValueFault fault)
        {
            throw Located(fault, run, place);
        }
    }

    private static async Task FlushAsync(Stream destination, LineOut lines, CancellationToken cancellationToken)
    {
        await destination.WriteAsync(lines.Written, cancellationToken).ConfigureAwait(false);
        lines.Reset();
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> One(ReadOnlyMemory<byte> record, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Task.CompletedTask.ConfigureAwait(false);
        yield return record;
    }
}
