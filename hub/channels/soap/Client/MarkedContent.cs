using System.Net;

namespace Integration.Hub.Channels.Soap;

/// <summary>Request content that remembers whether any of it was given to a connection: before that, the other side cannot have done anything.</summary>
internal sealed class MarkedContent(ReadOnlyMemory<byte> bytes) : HttpContent
{
    private volatile bool _started;

    public bool Started => _started;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        _started = true;
        return stream.WriteAsync(bytes, cancellationToken).AsTask();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = bytes.Length;
        return true;
    }
}
