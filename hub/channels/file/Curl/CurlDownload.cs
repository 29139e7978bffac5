using System.IO.Pipelines;

namespace Integration.Hub.Channels.Files;

/// <summary>
/// A running download as a stream. The connection's thread writes into a pipe and waits when the reader is slow, so memory is
/// bounded by the pipe.
/// </summary>
internal sealed class CurlDownload
{
    private const int PauseAt = 1024 * 1024;
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: PauseAt, resumeWriterThreshold: PauseAt / 2, minimumSegmentSize: 64 * 1024, useSynchronizationContext: false));
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop;

    private CurlDownload(CancellationToken cancellationToken) => _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

    /// <param name="run">Performs the transfer with this taker; ends with it, throwing its fault.</param>
    /// <param name="cancellationToken">For the opening and, as long as the stream is open, for the transfer.</param>
    public static async Task<Stream> OpenAsync(Func<TakeBytes, CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        var download = new CurlDownload(cancellationToken);
        var transfer = download.RunAsync(run);
        try
        {
            await download._begun.Task;
        }
        catch
        {
            await transfer;
            download._stop.Dispose();
            throw;
        }
        return new PipeEndStream(download._pipe.Reader, () => download.CloseAsync(transfer));
    }

    private async Task RunAsync(Func<TakeBytes, CancellationToken, Task> run)
    {
        try
        {
            await run(Take, _stop.Token);
            await _pipe.Writer.CompleteAsync();
            _begun.TrySetResult();
        }
        catch (Exception e)
        {
            await _pipe.Writer.CompleteAsync(e);
            _begun.TrySetException(e);
        }
    }

    private bool Take(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_pipe.Writer.GetSpan(bytes.Length));
        _pipe.Writer.Advance(bytes.Length);
        _begun.TrySetResult();
        var flush = _pipe.Writer.FlushAsync(_stop.Token);
        var result = flush.IsCompleted ? flush.Result : flush.AsTask().GetAwaiter().GetResult();
        return !result.IsCompleted;
    }

    private async ValueTask CloseAsync(Task transfer)
    {
        await _stop.CancelAsync();
        await _pipe.Reader.CompleteAsync();
        // Its fault, if any, was the reader's to see; here the connection only has to be free again.
        await transfer;
        _stop.Dispose();
    }
}
