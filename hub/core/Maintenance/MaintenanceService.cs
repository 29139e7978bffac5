using Integration.Hub.Core.Dispatch;
using Microsoft.Extensions.Logging;

namespace Integration.Hub.Core.Maintenance;

/// <summary>The box's upkeep on timers. Every task is safe on many nodes at once and goes on after a failure.</summary>
public sealed class MaintenanceService(
    IMessageBoxMaintenance upkeep, IUsedOnce usedOnce, IMessageBox box, IEndpointStates states, Func<IReadOnlyList<SubscriberPump>> pumps, Func<IReadOnlyList<EndpointGate>> gates,
    ExpectedFileWarnings expected, IReadOnlyList<IWatch> watches, Func<Envelope, CancellationToken, ValueTask<AcceptResult>> post, Func<CancellationToken, Task> takeOverReplays, TimeSpan lease, TimeSpan retention,
    TimeProvider time, ILogger<MaintenanceService> log)
{
    public Task RunAsync(CancellationToken stop) => Task.WhenAll([
        EveryAsync("promote due deliveries", TimeSpan.FromMilliseconds(250), async () => await upkeep.PromoteDueAsync(stop), stop),
        EveryAsync("refresh endpoint states", TimeSpan.FromSeconds(1), () => RefreshAsync(stop), stop),
        EveryAsync("rescue lapsed claims", TimeSpan.FromSeconds(5), async () => await upkeep.RescueAsync(stop), stop),
        EveryAsync("release stranded deliveries", TimeSpan.FromSeconds(5), async () => await upkeep.ReleaseStrandedAsync(stop), stop),
        EveryAsync("expire deliveries", TimeSpan.FromSeconds(10), async () => await upkeep.ExpireAsync(stop), stop),
        EveryAsync("forget used nonces", TimeSpan.FromMinutes(1), async () => await usedOnce.ForgetExpiredAsync(stop), stop),
        EveryAsync("renew leases", lease / 4, () => RenewAsync(stop), stop),
        EveryAsync("look for expected files", TimeSpan.FromSeconds(30), () => expected.RunAsync(stop), stop),
        EveryAsync("go on with replays whose maker has gone", TimeSpan.FromSeconds(5), () => takeOverReplays(stop), stop),
        EveryAsync("retention", TimeSpan.FromHours(1), () => RetainAsync(stop), stop),
        .. watches.Select(w => EveryAsync(w.Name, TimeSpan.FromSeconds(10), () => w.LookAsync(post, stop), stop)),
    ]);

    /// <summary>Takes over pauses and circuits from the database.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var all = (await states.ListAsync(cancellationToken)).ToDictionary(s => s.Endpoint);
        foreach (var gate in gates())
            gate.Refresh(all.GetValueOrDefault(gate.Endpoint));
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        foreach (var pump in pumps())
        {
            if (pump.InFlight is { Count: > 0 } claims)
                await box.RenewAsync(claims, lease, cancellationToken);
        }
    }

    private async Task RetainAsync(CancellationToken cancellationToken)
    {
        var result = await upkeep.RetainAsync(time.GetUtcNow() - retention, cancellationToken);
        if (result.KeptUnresolved.Count > 0)
            log.LogWarning("Retention keeps {Days}: they hold unresolved deliveries", string.Join(", ", result.KeptUnresolved));
    }

    private async Task EveryAsync(string what, TimeSpan period, Func<Task> work, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(period, time);
        try
        {
            do
            {
                try
                {
                    await work();
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    log.LogError(e, "Could not {What}; trying again in {Period}", what, period);
                }
            }
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }
}
