using System.Security.Cryptography;

namespace Integration.Mappings.Sources;

/// <summary>A stream whose first bytes were looked at already; counts and hashes what is read.</summary>
internal sealed class SourceStream(ReadOnlyMemory<byte> start, Stream rest, IncrementalHash? hash) : Stream
{
    private ReadOnlyMemory<byte> _start = start;

    public long Bytes { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => Bytes;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer) => Note(buffer, _start.IsEmpty ? rest.Read(buffer) : Begin(buffer));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = _start.IsEmpty ? await rest.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) : Begin(buffer.Span);
        return Note(buffer.Span, read);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Begin(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _start.Length);
        _start.Span[..count].CopyTo(buffer);
        _start = _start[count..];
        return count;
    }

    private int Note(ReadOnlySpan<byte> buffer, int read)
    {
        hash?.AppendData(buffer[..read]);
        Bytes += read;
        return read;
    }
}
