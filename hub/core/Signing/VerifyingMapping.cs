using System.Security.Cryptography;
using Integration.Mappings;

namespace Integration.Hub.Core.Signing;

/// <summary>
/// A mapping behind the check of a signature: what is not signed, or not by the right key, is never mapped. A file is quarantined, a
/// queue message kept and parked, each with the place and the reason.
/// </summary>
internal sealed class VerifyingMapping(IInboundMapping inner, SignatureConfig config) : IInboundMapping
{
    public string Name => inner.Name;

    public int Version => inner.Version;

    public string Reference => inner.Reference;

    public string Title => inner.Title;

    public string File => inner.File;

    public MappingLineage Lineage => inner.Lineage;

    public IReadOnlyList<string> Produces => inner.Produces;

    public bool Streams => inner.Streams;

    public IReadOnlyList<CanonicalRecord> Map(ReadOnlyMemory<byte> source, MappingContext context)
    {
        using var signed = new SignedBytes(config.Element);
        signed.Add(source.Span);
        return Fault(signed) is { } fault ? throw fault : inner.Map(source, context);
    }

    public async Task<FileCheck> CheckAsync(Stream source, CancellationToken cancellationToken)
    {
        using var signed = new SignedBytes(config.Element);
        await using var listening = new ListeningStream(source, signed);
        var check = await inner.CheckAsync(listening, cancellationToken);
        await listening.CopyToAsync(Stream.Null, cancellationToken);
        return Fault(signed) is { } fault ? check with { Faults = [fault, .. check.Faults] } : check;
    }

    public IAsyncEnumerable<RecordRead> ReadAsync(Stream source, FilePosition from, FileCheck check, MappingContext context, CancellationToken cancellationToken) =>
        inner.ReadAsync(source, from, check, context, cancellationToken);

    private MappingException? Fault(SignedBytes signed)
    {
        if (signed.Elements == 0)
            return Wrong("signature.missing", $"the document has no <{config.Element}>: expected one that holds the sender's signature", "whole document");
        var place = $"byte {signed.ElementAt}, <{config.Element}>";
        if (signed.Elements > 1)
            return Wrong("signature.twice", $"the document has {signed.Elements} <{config.Element}> elements: expected one", place);
        var bytes = new byte[512];
        if (signed.Text is null || !Convert.TryFromBase64String(string.Concat(signed.Text.Where(c => !char.IsWhiteSpace(c))), bytes, out var length))
            return Wrong("signature.unreadable", "the signature is not closed, too long, or no base64", place);
        if (!config.Key.VerifyHash(signed.Hash(), bytes.AsSpan(0, length), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
            return Wrong("signature.wrong", "the signature does not fit the document: it was changed on its way, or signed by another key than the one that is configured", place);
        // Its own bytes are not signed: whoever moves it could split an amount or hide an element, and the signature would still fit.
        return signed.IsLast ? null : Wrong("signature.place", $"the signature fits, but <{config.Element}> is not the last element of the root: expected nothing but the root's end tag behind it", place);
    }

    private MappingException Wrong(string code, string message, string at) => new(code, message + ". Nothing of it is taken. Ask the sender", config.Place, at);
}

/// <summary>Lets the signature's hash hear what is read.</summary>
internal sealed class ListeningStream(Stream inner, SignedBytes signed) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Heard(inner.Read(buffer, offset, count), buffer.AsSpan(offset));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Heard(await inner.ReadAsync(buffer, cancellationToken), buffer.Span);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Heard(int read, ReadOnlySpan<byte> buffer)
    {
        signed.Add(buffer[..read]);
        return read;
    }
}
