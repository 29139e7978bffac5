using Integration.CanonicalModel;
using Integration.CanonicalModel.Shapes;
using Integration.Mappings;

namespace Integration.Hub.Core.Subscriptions;

/// <summary>What the forms share: one message with its identity, or a file of records.</summary>
internal abstract class CanonicalForm(string format, MessageShape shape) : IOutboundMapping
{
    protected MessageShape Shape => shape;

    public string Name { get; } = $"{format}/{shape.Type}";

    public int Version => shape.Version;

    public string Reference { get; } = CanonicalForms.Reference(format, shape.ToString());

    public string Title => $"{shape} as it is";

    public string File => "";

    public MappingLineage Lineage { get; } = new([.. shape.Body.Fields.Select(f => new FieldLineage(f.Name, [f.Name], f.Name, 0))]);

    public string Consumes => shape.ToString();

    public bool WritesMany => true;

    public abstract string ContentType { get; }

    /// <summary>All records of a message, in an envelope that tells id, type, version, source, key and time.</summary>
    public ReadOnlyMemory<byte> Map(ReadOnlyMemory<byte> canonicalJson, MappingContext context)
    {
        using var target = new MemoryStream();
        try
        {
            Write(target, [.. NdJson.Lines(canonicalJson).Select(l => l.Line)], context);
        }
        catch (CanonicalJsonException e)
        {
            throw Fault(e);
        }
        return target.ToArray();
    }

    public Task<long> WriteAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> canonicalRecords, Stream target, MappingContext context, CancellationToken cancellationToken) =>
        WriteAsync(canonicalRecords, target, context, null, cancellationToken);

    public async Task<long> WriteAsync(
        IAsyncEnumerable<ReadOnlyMemory<byte>> canonicalRecords, Stream destination, MappingContext context, LeaveOut? leaveOut, CancellationToken cancellationToken)
    {
        await destination.WriteAsync(Head(context), cancellationToken);
        var (read, written) = (0L, 0L);
        await foreach (var record in canonicalRecords.WithCancellation(cancellationToken))
        {
            ReadOnlyMemory<byte> made;
            try
            {
                made = Record(record);
            }
            catch (CanonicalJsonException e) when (leaveOut is not null)
            {
                await leaveOut(read++, Fault(e));
                continue;
            }
            read++;
            await destination.WriteAsync(made, cancellationToken);
            await destination.WriteAsync("\n"u8.ToArray(), cancellationToken);
            written++;
        }
        await destination.WriteAsync(Foot, cancellationToken);
        return written;
    }

    protected abstract void Write(Stream target, IReadOnlyList<ReadOnlyMemory<byte>> records, MappingContext context);

    protected abstract ReadOnlyMemory<byte> Head(MappingContext context);

    protected abstract ReadOnlyMemory<byte> Record(ReadOnlyMemory<byte> json);

    protected abstract ReadOnlyMemory<byte> Foot { get; }

    /// <summary>What the envelope says, in its order; values that are not known are left out.</summary>
    protected static IEnumerable<(string Name, string Value)> Headers(MessageShape shape, MappingContext context)
    {
        yield return ("type", shape.Type);
        yield return ("version", shape.Version.ToString(System.Globalization.CultureInfo.InvariantCulture));
        foreach (var (name, from) in new[] { ("id", "messageId"), ("time", "receivedAt"), ("source", "source"), ("interface", "receivedOver"), ("key", "key"), ("conversation", "conversationId") })
        {
            if (context.Values.TryGetValue(from, out var value))
                yield return (name, value);
        }
    }

    private MappingException Fault(CanonicalJsonException e) => new("mapping.canonical", e.Message, Reference, inner: e);
}
