using System.Data.Common;
using Integration.Hub.Core.Configuration;

namespace Integration.Hub.Host.Hosting;

/// <summary>
/// This node's part in a reload: tells that it is there, looks at its own folder when one is asked for, and takes it over when all nodes have found
/// theirs good. What it has looked at is what it takes, whatever is written into the folder meanwhile.
/// </summary>
internal sealed class ReloadWatch(HubReload reload, INodes nodes, TimeProvider time, ILogger<ReloadWatch> log) : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1), Beat = TimeSpan.FromSeconds(5), YoungReload = TimeSpan.FromMinutes(10);

    private readonly CancellationTokenSource _stop = new();
    private readonly DateTimeOffset _started = time.GetUtcNow();
    private readonly List<Task> _loops = [];
    private (long Generation, CheckedConfiguration Good)? _good;
    private long _done;

    private HubNode Self => new(reload.Config.Node, reload.Config.Http, _started, default, reload.Fingerprint, reload.TakenAt);

    /// <summary>Puts the node on the list. It answers once it is started.</summary>
    public async Task RegisterAsync(CancellationToken cancellationToken)
    {
        await nodes.SeenAsync(Self, cancellationToken);
        // One that was decided while this node read its folder may be newer than what it has read: it looks once more.
        var last = await nodes.LastReloadAsync(cancellationToken);
        _done = last is null ? 0 : last.State == ReloadState.Refused || last.AskedAt + YoungReload < time.GetUtcNow() && last.State != ReloadState.Checking ? last.Generation : last.Generation - 1;
    }

    public void Start()
    {
        _loops.Add(Task.Run(() => EveryAsync(() => nodes.SeenAsync(Self, _stop.Token), () => Task.Delay(Beat, time, _stop.Token)), CancellationToken.None));
        _loops.Add(Task.Run(() => EveryAsync(TurnAsync, () => nodes.WaitForReloadAsync(Look, _stop.Token)), CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_loops);
        try
        {
            await nodes.GoneAsync(Self, CancellationToken.None);
        }
        catch (DbException e)
        {
            log.LogWarning(e, "Could not take this node off the list; it falls off by itself");
        }
        _stop.Dispose();
    }

    private async Task TurnAsync()
    {
        if (await nodes.LastReloadAsync(_stop.Token) is not { } last || last.Generation <= _done)
            return;
        switch (last.State)
        {
            case ReloadState.Checking:
                if (last.Of(Self.Name) is null || _good?.Generation != last.Generation)
                    await CheckAsync(last.Generation);
                await nodes.DecideReloadAsync(last.Generation, _stop.Token);
                break;
            case ReloadState.Taking:
                await TakeAsync(last.Generation);
                _done = last.Generation;
                break;
            default:
                (_good, _done) = (null, last.Generation);
                break;
        }
    }

    private async Task CheckAsync(long generation)
    {
        try
        {
            _good = (generation, await reload.CheckAsync(_stop.Token));
            await nodes.AnswerReloadAsync(generation, Self.Name, ReloadVerdict.Good, "", _stop.Token);
        }
        catch (Exception e) when (e is not (OperationCanceledException or DbException))
        {
            log.LogWarning("The configuration is not taken over: {Why}", Why(e));
            await nodes.AnswerReloadAsync(generation, Self.Name, ReloadVerdict.Refused, Why(e), _stop.Token);
        }
    }

    // Begun, it is seen through: half a reload would be worse than a stop that waits for it.
    private async Task TakeAsync(long generation)
    {
        try
        {
            var next = _good is { } good && good.Generation == generation ? good.Good : await reload.CheckAsync(CancellationToken.None);
            var change = await reload.TakeAsync(next, CancellationToken.None);
            await nodes.SeenAsync(Self, CancellationToken.None);
            await nodes.AnswerReloadAsync(generation, Self.Name, ReloadVerdict.Taken, change.ToString(), CancellationToken.None);
        }
        catch (Exception e) when (e is not DbException)
        {
            log.LogError(e, "The configuration could not be taken over; this node goes on with what it had");
            await nodes.AnswerReloadAsync(generation, Self.Name, ReloadVerdict.Failed, Why(e), CancellationToken.None);
        }
        _good = null;
    }

    private static string Why(Exception e) => e is ConfigurationException configuration ? string.Join('\n', configuration.Errors) : e.Message;

    private async Task EveryAsync(Func<Task> work, Func<Task> wait)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await work();
                await wait();
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.LogWarning(e, "The list of nodes could not be read or written; trying again");
                await Task.Delay(Look, time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
