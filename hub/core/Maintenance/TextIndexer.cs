using Microsoft.Extensions.Logging;

namespace Integration.Hub.Core.Maintenance;

/// <summary>
/// Keeps the text index growing behind the traffic. After each piece of work it rests: long where messages come in fast, so that it costs them next to
/// nothing, short where few come. It may fall behind by day and catch up by night; the search loses nothing by that.
/// </summary>
public sealed class TextIndexer(ITextIndexing texts, IMessageSearch search, TimeProvider time, ILogger<TextIndexer> log)
{
    private const double QuietPerSecond = 50;
    private const int RestInTraffic = 24;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    /// <summary>Ends when it is told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var rest = Look;
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(rest, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested)
                return;
            try
            {
                rest = await WorkAsync(stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e)
            {
                log.LogError(e, "Could not go on with the text index; trying again in {Period}. Searching goes on without it", Look);
                rest = Look;
            }
        }
    }

    private async Task<TimeSpan> WorkAsync(CancellationToken stop)
    {
        var before = await search.TextIndexAsync(stop);
        var started = time.GetTimestamp();
        var taken = await texts.IndexSomeAsync(stop);
        if (taken == 0)
            return Look;
        var worked = time.GetElapsedTime(started);
        var arrived = (await search.TextIndexAsync(stop)).Behind + taken - before.Behind;
        log.LogDebug("{Count} texts more in the index, in {Time}", taken, worked);
        var rest = arrived > worked.TotalSeconds * QuietPerSecond ? worked * RestInTraffic : worked;
        return rest < TimeSpan.FromMilliseconds(50) ? TimeSpan.FromMilliseconds(50) : rest;
    }
}
