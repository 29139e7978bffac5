using System.Collections.Concurrent;
using System.Text.Json;
using Integration.Hub.Access;
using Integration.Hub.Operations.Map;
using Integration.Hub.Serving;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;

namespace Integration.Hub.OperationsConsole;

/// <summary>
/// Tells the pages that are open how the map changes: looked at once a second for all of them together, told where something is other than before,
/// and not looked at while nobody looks.
/// </summary>
public sealed class LiveMap(MapMaker map, TimeProvider time)
{
    /// <summary>A page connects anew after this time, and whoever has signed out meanwhile, or lost the right, is not let in again.</summary>
    public static readonly TimeSpan LongestLook = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, (HubCallerContext Page, Scope Scope, long Since)> _looking = new();
    private readonly SemaphoreSlim _comes = new(0);
    private string _told = "";

    internal IHubContext<MapHub>? Pages { get; set; }

    internal async Task<MapAnswer> AddAsync(HubCallerContext page)
    {
        var now = MapAnswer.Of(await map.LookAsync(TimeSpan.Zero, page.ConnectionAborted));
        // Who has no role for all sees the own systems alone; who asks without a name sees nothing.
        var scope = page.GetHttpContext()?.Features.Get<Visitor>()?.Scope(Rights.SeeMessages) ?? new Scope(new HashSet<string>());
        _looking[page.ConnectionId] = (page, scope, time.GetTimestamp());
        _comes.Release();
        return now.Within(scope);
    }

    internal void Remove(HubCallerContext page) => _looking.TryRemove(page.ConnectionId, out _);

    /// <summary>Ends when it is told to stop.</summary>
    public async Task RunAsync(ILogger log, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (_looking.IsEmpty)
                    await _comes.WaitAsync(stop);
                await TurnAsync(stop);
                await Task.Delay(Look, time, stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e)
            {
                log.LogWarning(e, "Could not look at the flow map; trying again");
                await Task.Delay(Look, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task TurnAsync(CancellationToken stop)
    {
        foreach (var (page, _, _) in _looking.Values.Where(l => time.GetElapsedTime(l.Since) > LongestLook))
            page.Abort();
        if (_looking.IsEmpty)
            return;
        var now = MapAnswer.Of(await map.LookAsync(TimeSpan.Zero, stop));
        // The instant alone is no change.
        var text = JsonSerializer.Serialize(now with { At = default });
        if (text == _told)
            return;
        _told = text;
        var some = _looking.Where(l => !l.Value.Scope.All).ToList();
        await Pages!.Clients.AllExcept(some.Select(l => l.Key)).SendAsync("map", now, stop);
        foreach (var (page, (_, scope, _)) in some)
            await Pages.Clients.Client(page).SendAsync("map", now.Within(scope), stop);
    }
}

/// <summary>A page that looks. It says nothing; it is told <c>map</c> when it comes and whenever something has changed.</summary>
public sealed class MapHub(LiveMap live) : Microsoft.AspNetCore.SignalR.Hub
{
    public override async Task OnConnectedAsync() => await Clients.Caller.SendAsync("map", await live.AddAsync(Context), Context.ConnectionAborted);

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        live.Remove(Context);
        return Task.CompletedTask;
    }
}
