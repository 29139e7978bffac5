using Integration.Mappings;

namespace Integration.Hub.Core.Signing;

/// <summary>A mapping whose documents are signed: the element is put in as the last one of the root.</summary>
internal sealed class SigningMapping(IOutboundMapping inner, SignatureConfig config) : IOutboundMapping
{
    public string Name => inner.Name;

    public int Version => inner.Version;

    public string Reference => inner.Reference;

    public string Title => inner.Title;

    public string File => inner.File;

    public MappingLineage Lineage => inner.Lineage;

    public string Consumes => inner.Consumes;

    public string ContentType => inner.ContentType;

    public bool WritesMany => inner.WritesMany;

    public ReadOnlyMemory<byte> Map(ReadOnlyMemory<byte> canonicalJson, MappingContext context)
    {
        using var document = new MemoryStream();
        using var signing = new SigningStream(document, config);
        signing.Write(inner.Map(canonicalJson, context).Span);
        signing.End();
        return document.ToArray();
    }

    public Task<long> WriteAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> canonicalRecords, Stream target, MappingContext context, CancellationToken cancellationToken) =>
        WriteAsync(canonicalRecords, target, context, null, cancellationToken);

    public async Task<long> WriteAsync(
        IAsyncEnumerable<ReadOnlyMemory<byte>> canonicalRecords, Stream destination, MappingContext context, LeaveOut? leaveOut, CancellationToken cancellationToken)
    {
        await using var signing = new SigningStream(destination, config);
        var records = await inner.WriteAsync(canonicalRecords, signing, context, leaveOut, cancellationToken);
        await signing.EndAsync(cancellationToken);
        return records;
    }
}
