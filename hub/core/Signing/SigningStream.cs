using System.Security.Cryptography;
using System.Text;
using Integration.Mappings;

namespace Integration.Hub.Core.Signing;

/// <summary>Passes a document through, hashes it, and holds its end back until the signature can stand before the root's end tag.</summary>
internal sealed class SigningStream(Stream target, SignatureConfig config) : Stream
{
    // Longer than any end tag; shorter than anybody would notice.
    private const int HeldBack = 1024;
    private readonly SignedBytes _signed = new(config.Element);
    private byte[] _end = [];

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer) => target.Write(Pass(buffer));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => target.WriteAsync(Pass(buffer.Span), cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>The document is whole: writes signature and end.</summary>
    public void End() => target.Write(Signed());

    public Task EndAsync(CancellationToken cancellationToken) => target.WriteAsync(Signed(), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _signed.Dispose();
        base.Dispose(disposing);
    }

    private byte[] Pass(ReadOnlySpan<byte> buffer)
    {
        _signed.Add(buffer);
        byte[] all = [.. _end, .. buffer];
        var passed = Math.Max(0, all.Length - HeldBack);
        _end = all[passed..];
        return all[..passed];
    }

    private byte[] Signed()
    {
        var at = _end.AsSpan().LastIndexOf("</"u8);
        if (at < 0 || _signed.Elements > 0)
            throw new MappingException("signature.place", $"the document cannot be signed: expected an XML document that ends with its root's end tag and has no <{config.Element}> yet", config.Place);
        var signature = Convert.ToBase64String(config.Key.SignHash(_signed.Hash(), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        return [.. _end[..at], .. Encoding.ASCII.GetBytes($"<{config.Element}>{signature}</{config.Element}>"), .. _end[at..]];
    }
}
