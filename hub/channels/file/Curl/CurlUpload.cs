using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.ExceptionServices;

namespace Integration.Hub.Channels.Files;

/// <summary>A running upload: the content's writer fills a pipe, the connection's thread empties it. Memory is bounded by the pipe.</summary>
internal sealed class CurlUpload : IDisposable
{
    private const int PauseAt = 1024 * 1024;
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: PauseAt, resumeWriterThreshold: PauseAt / 2, minimumSegmentSize: 64 * 1024, useSynchronizationContext: false));
    private readonly CancellationTokenSource _stop;
    private long _given;

    private CurlUpload(CancellationToken cancellationToken) => _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

    public void Dispose() => _stop.Dispose();

    /// <summary>Returns the bytes that went out. A fault of the writer wins over the broken transfer that follows from it.</summary>
    public static async Task<long> RunAsync(
        Func<Stream, CancellationToken, Task> writeTo, Func<GiveBytes, CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        using var upload = new CurlUpload(cancellationToken);
        var writing = upload.WriteAsync(writeTo);
        var sending = upload.SendAsync(run);
        var writerFault = await writing;
        var senderFault = await sending;
        cancellationToken.ThrowIfCancellationRequested();
        (writerFault ?? senderFault)?.Throw();
        return upload._given;
    }

    private async Task<ExceptionDispatchInfo?> WriteAsync(Func<Stream, CancellationToken, Task> writeTo)
    {
        try
        {
            await writeTo(_pipe.Writer.AsStream(leaveOpen: true), _stop.Token);
            await _pipe.Writer.CompleteAsync();
            return null;
        }
        catch (Exception e)
        {
            await _pipe.Writer.CompleteAsync(e);
            // The transfer ended first and stopped the writer: then the transfer's own fault is the cause.
            return e is OperationCanceledException && _stop.IsCancellationRequested ? null : ExceptionDispatchInfo.Capture(e);
        }
    }

    private async Task<ExceptionDispatchInfo?> SendAsync(Func<GiveBytes, CancellationToken, Task> run)
    {
        try
        {
            await run(Give, _stop.Token);
            return null;
        }
        catch (Exception e)
        {
            return ExceptionDispatchInfo.Capture(e);
        }
        finally
        {
            await _stop.CancelAsync();
            await _pipe.Reader.CompleteAsync();
        }
    }

    private int Give(Span<byte> buffer)
    {
        var read = _pipe.Reader.ReadAsync(_stop.Token);
        var result = read.IsCompleted ? read.Result : read.AsTask().GetAwaiter().GetResult();
        var length = (int)Math.Min(buffer.Length, result.Buffer.Length);
        var taken = result.Buffer.Slice(0, length);
        taken.CopyTo(buffer);
        _pipe.Reader.AdvanceTo(taken.End);
        _given += length;
        return length;
    }
}
