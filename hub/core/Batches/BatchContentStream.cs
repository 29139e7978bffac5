using System.Security.Cryptography;

namespace Integration.Hub.Core.Batches;

/// <summary>Puts a batch's bytes into the store, piece by piece, and sums them up.</summary>
internal sealed class BatchContentStream(IOutgoingBatches batches, OutgoingBatch batch) : Stream
{
    private const int PieceSize = 1024 * 1024;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _piece = new byte[PieceSize];
    private int _filled;
    private int _position;
    private long _size;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _size;

    public override long Position
    {
        get => _size;
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        for (var rest = buffer; rest.Length > 0;)
        {
            var length = Math.Min(rest.Length, PieceSize - _filled);
            rest[..length].CopyTo(_piece.AsMemory(_filled));
            (_filled, rest) = (_filled + length, rest[length..]);
            if (_filled == PieceSize)
                await KeepAsync(cancellationToken);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Keeps the last piece; returns size and hash of the whole.</summary>
    public async Task<(long Size, string Sha256)> EndAsync(CancellationToken cancellationToken)
    {
        if (_filled > 0 || _position == 0)
            await KeepAsync(cancellationToken);
        return (_size, Convert.ToHexStringLower(_hash.GetHashAndReset()));
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Write asynchronously: each piece is a transaction.");

    protected override void Dispose(bool disposing)
    {
        _hash.Dispose();
        base.Dispose(disposing);
    }

    private async Task KeepAsync(CancellationToken cancellationToken)
    {
        var piece = _piece.AsMemory(0, _filled);
        _hash.AppendData(piece.Span);
        await batches.AppendAsync(batch, _position++, piece, cancellationToken);
        (_size, _filled) = (_size + piece.Length, 0);
    }
}
