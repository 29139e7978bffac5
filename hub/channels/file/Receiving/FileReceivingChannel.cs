using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integration.Hub.Channels.Files;

/// <summary>
/// Looks into a partner's folder again and again and hands complete files to the sink. It keeps no state that a restart would miss: what
/// a file's transfer came to is known by the sink's ledger, and a file that is still there is handed over again.
/// </summary>
public sealed class FileReceivingChannel : IReceivingChannel
{
    private const string Endpoint = "";
    private readonly FileReceivingOptions _options;
    private readonly IRemoteFolder _folder;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly FileSelection _selection;
    private readonly StabilityWatch _watch;
    private readonly CompletenessCheck _completeness;
    private readonly FileHandOver _handOver;
    private readonly BackOff _backOff;
    private volatile ChannelHealth _health;

    /// <param name="options">Which files, when complete, and where they go.</param>
    /// <param name="folder">Disposed with the channel.</param>
    /// <param name="sink">Reads and accepts.</param>
    /// <param name="time">For waiting and for measuring it.</param>
    /// <param name="log">Failures as they come; the last one also stands in <see cref="Health"/>.</param>
    public FileReceivingChannel(FileReceivingOptions options, IRemoteFolder folder, IFileSink sink, TimeProvider time, ILogger<FileReceivingChannel>? log = null)
    {
        if (options.Problems().ToList() is { Count: > 0 } problems)
            throw new FolderException(FolderFault.Setup, $"{options.Interface}: {string.Join(" ", problems)}");
        (_options, _folder, _time, _log) = (options, folder, time, log ?? NullLogger<FileReceivingChannel>.Instance);
        _selection = new FileSelection(options);
        _watch = new StabilityWatch(time, options.SettleTime);
        _completeness = new CompletenessCheck(options, folder, _watch);
        _handOver = new FileHandOver(options, folder, sink, time);
        _backOff = new BackOff(time, options.Interval, options.LongestBackOff);
        _health = new ChannelHealth(false, time.GetUtcNow(), null);
    }

    public ChannelHealth Health => _health;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var wait = _options.Window?.UntilOpen(_time.GetUtcNow()) ?? TimeSpan.Zero;
                await Task.Delay(wait > TimeSpan.Zero ? wait : await LookAndWaitAsync(cancellationToken), _time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    /// <summary>One look at the folder now, whatever the window says; works off what is complete. Must not run beside <see cref="RunAsync"/>.</summary>
    /// <exception cref="FolderException">The endpoint is down or the folder is missing; <see cref="Health"/> says so too.</exception>
    public async Task<FileLook> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var notes = new FileLookNotes();
            var listing = await _folder.ListAsync(_options.Folder, cancellationToken);
            foreach (var refused in listing.Refused)
                notes.Problems.Enqueue($"{_folder.Address}: {refused}.");
            await WorkOffAsync(listing, notes, cancellationToken);
            var look = notes.ToLook();
            SetHealth(up: true, look.Problems.Count > 0 ? look.Problems[0] : null);
            return look;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            SetHealth(up: false, e.Message);
            throw;
        }
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private async Task<TimeSpan> LookAndWaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LookAsync(cancellationToken);
            _backOff.Succeeded(Endpoint);
            return _options.Interval;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever it was: a channel that ended would be noticed by nobody.
            var wait = _backOff.Failed(Endpoint);
            _log.LogWarning(e, "{Interface}: {Reason} Next look in {Wait}.", _options.Interface, e.Message, wait);
            return wait;
        }
    }

    private async Task WorkOffAsync(FolderListing listing, FileLookNotes notes, CancellationToken cancellationToken)
    {
        var files = _selection.DataFiles(listing);
        var names = listing.Files.Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        _watch.Keep(names);
        _backOff.Keep(names.Append(Endpoint));
        var limits = new ParallelOptions { MaxDegreeOfParallelism = _options.Parallel, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(files, limits, async (file, cancel) => await WorkOffAsync(file, names, notes, cancel));
    }

    private async Task WorkOffAsync(RemoteFile listed, IReadOnlySet<string> names, FileLookNotes notes, CancellationToken cancellationToken)
    {
        try
        {
            if (!_backOff.MustWait(listed.Name)
                && await _completeness.FindCompleteAsync(listed, names, cancellationToken) is { } file
                && await _handOver.RunAsync(file, cancellationToken))
            {
                _watch.Forget(listed.Name);
                _backOff.Succeeded(listed.Name);
                notes.Handed.Enqueue(listed.Name);
            }
            else
            {
                notes.Waiting.Enqueue(listed.Name);
            }
        }
        catch (Exception e) when (!IsForAll(e, cancellationToken))
        {
            var wait = _backOff.Failed(listed.Name);
            notes.Problems.Enqueue($"{listed.Name}: {e.Message}");
            _log.LogWarning(e, "{Interface}: \"{File}\" stays where it is, next try in {Wait}: {Reason}", _options.Interface, listed.Name, wait, e.Message);
        }
    }

    // A file's own trouble must not hold up the others; an endpoint that is down or a stop concerns them all.
    private static bool IsForAll(Exception e, CancellationToken cancellationToken) =>
        e is FolderException { EndpointIsDown: true } || (e is OperationCanceledException && cancellationToken.IsCancellationRequested);

    private void SetHealth(bool up, string? error) =>
        _health = new ChannelHealth(up, up == _health.Up ? _health.Since : _time.GetUtcNow(), error);
}
