namespace Integration.Hub.Core.Journeys;

/// <summary>
/// A download that must not end early. A connection that breaks may look like the end of the file: then the first pass would quarantine a good file, and
/// the second would end it in the middle. Here it is a fault of the connection, and the file is read again.
/// </summary>
/// <param name="expected">Bytes from where the stream stands to the end.</param>
internal sealed class WholeStream(Stream inner, long expected, string name) : Stream
{
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

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await inner.ReadAsync(buffer, cancellationToken), buffer.Length);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count), count);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private int Count(int read, int asked)
    {
        _read += read;
        return read > 0 || asked == 0 || _read >= expected
            ? read
            : throw new EndOfStreamException($"{name} ended {expected - _read:N0} bytes early: the connection broke, or somebody cut the file. It is read again from the last checkpoint.");
    }
}
