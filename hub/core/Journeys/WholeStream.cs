using System.Security.Cryptography;

namespace Integration.Hub.Core.Journeys;

/// <summary>
/// A download that must not end early. A connection that breaks may look like the end of the file: then the first pass would quarantine a good file, and
/// the second would end it in the middle. Here it is a fault of the connection, and the file is read again. It also tells the hash of what went through it.
/// </summary>
/// <param name="expected">Bytes from where the stream stands to the end.</param>
internal sealed class WholeStream(Stream inner, long expected, string name) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        return Count(buffer.Span, read);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => Count(buffer.AsSpan(offset, count), inner.Read(buffer, offset, count));

    /// <summary>Reads what is left; returns the SHA-256 of everything, lower-case hex.</summary>
    public async Task<string> RestAsync(CancellationToken cancellationToken)
    {
        await CopyToAsync(Null, cancellationToken);
        return Convert.ToHexStringLower(_hash.GetCurrentHash());
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        _hash.Dispose();
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
            inner.Dispose();
        }
        base.Dispose(disposing);
    }

    private int Count(ReadOnlySpan<byte> buffer, int read)
    {
        _read += read;
        _hash.AppendData(buffer[..read]);
        return read > 0 || buffer.IsEmpty || _read >= expected
            ? read
            : throw new EndOfStreamException($"{name} ended {expected - _read:N0} bytes early: the connection broke, or somebody cut the file. It is read again from the last checkpoint.");
    }
}
