using System.Runtime.CompilerServices;
using Integration.Mappings.Compile;
using Integration.Mappings.Running;

namespace Integration.Mappings.Targets;

/// <summary>Many canonical messages → one file or document, with what stands before and after them. Flat memory.</summary>
internal sealed class FileMapping(MappingHead head, OutboundPlan plan, FileTarget target) : OutboundMapping(head, plan)
{
    private const int FlushAt = 64 * 1024;

    public override string ContentType => target.ContentType;

    public override bool WritesMany => true;

    /// <summary>A file of this one message.</summary>
    public override ReadOnlyMemory<byte> Map(ReadOnlyMemory<byte> canonicalJson, MappingContext context)
    {
        var bytes = new MemoryStream();
        // Neither the one record nor a memory stream ever waits.
        WriteAsync(One(canonicalJson), bytes, context, null, CancellationToken.None).GetAwaiter().GetResult();
        return bytes.ToArray();
    }

    public override async Task<long> WriteAsync(
        IAsyncEnumerable<ReadOnlyMemory<byte>> canonicalRecords, Stream destination, MappingContext context, LeaveOut? leaveOut, CancellationToken cancellationToken)
    {
        var run = NewRun(context);
        run.Totals = new decimal[target.Aggregates.All.Count];
        var writer = target.Open();
        if (target.CountsAhead)
            return await CountFirstAsync(canonicalRecords, destination, run, writer, leaveOut, cancellationToken).ConfigureAwait(false);
        Edge(writer.Start, run, "the start of the file");
        var written = await DetailsAsync(canonicalRecords, destination, run, writer, leaveOut, cancellationToken).ConfigureAwait(false);
        await EndAsync(destination, run, writer, cancellationToken).ConfigureAwait(false);
        return written;
    }

    /// <summary>The details go to a temporary file, since what stands before them counts them.</summary>
    private async Task<long> CountFirstAsync(
        IAsyncEnumerable<ReadOnlyMemory<byte>> records, Stream destination, Run run, IFileWriter writer, LeaveOut? leaveOut, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetTempPath(), $"mapping-{Guid.NewGuid():N}.tmp");
        var spool = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FlushAt, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await using (spool.ConfigureAwait(false))
        {
            var written = await DetailsAsync(records, spool, run, writer, leaveOut, cancellationToken).ConfigureAwait(false);
            await FlushAsync(spool, writer, cancellationToken).ConfigureAwait(false);
            Edge(writer.Start, run, "the start of the file");
            await FlushAsync(destination, writer, cancellationToken).ConfigureAwait(false);
            spool.Position = 0;
            await spool.CopyToAsync(destination, cancellationToken).ConfigureAwait(false);
            await EndAsync(destination, run, writer, cancellationToken).ConfigureAwait(false);
            return written;
        }
    }

    private async Task<long> DetailsAsync(
        IAsyncEnumerable<ReadOnlyMemory<byte>> records, Stream destination, Run run, IFileWriter writer, LeaveOut? leaveOut, CancellationToken cancellationToken)
    {
        var (number, written) = (0L, 0L);
        var totals = new decimal[run.Totals.Length];
        await foreach (var record in records.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            number++;
            run.Totals.CopyTo(totals, 0);
            if (Detail(record, number, run, writer) is not { } fault)
                written++;
            else if (leaveOut is null)
                throw fault;
            else
            {
                totals.CopyTo(run.Totals, 0);
                await leaveOut(number - 1, fault).ConfigureAwait(false);
            }
            if (writer.Length >= FlushAt) await FlushAsync(destination, writer, cancellationToken).ConfigureAwait(false);
        }
        return written;
    }

    private MappingException? Detail(ReadOnlyMemory<byte> record, long number, Run run, IFileWriter writer)
    {
        try
        {
            Enter(run, record);
            target.Aggregates.Feed(run, 0);
            writer.Detail(run);
            return null;
        }
        catch (ValueFault fault)
        {
            return Located(fault, run, $"message {number}");
        }
    }

    private async Task EndAsync(Stream destination, Run run, IFileWriter writer, CancellationToken cancellationToken)
    {
        Edge(writer.End, run, "the end of the file");
        await FlushAsync(destination, writer, cancellationToken).ConfigureAwait(false);
    }

    private void Edge(Action<Run> write, Run run, string place)
    {
        run.Text.Reset();
        run.Stack.Reset();
        try
        {
            write(run);
        }
        catch (ValueFault fault)
        {
            throw Located(fault, run, place);
        }
    }

    private static async Task FlushAsync(Stream destination, IFileWriter writer, CancellationToken cancellationToken)
    {
        await destination.WriteAsync(writer.Written, cancellationToken).ConfigureAwait(false);
        writer.Reset();
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> One(ReadOnlyMemory<byte> record, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Task.CompletedTask.ConfigureAwait(false);
        yield return record;
    }
}
