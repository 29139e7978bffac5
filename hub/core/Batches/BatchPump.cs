using Integration.Hub.Core.Dispatch;
using Integration.Hub.Core.Recoverability;
using Microsoft.Extensions.Logging;

namespace Integration.Hub.Core.Batches;

/// <summary>Closes an interface's batches when their time has come, and sends them one after the other.</summary>
public sealed class BatchPump(
    string endpoint, BatchPlanner planner, BatchSender sender, EndpointGate gate, IOutgoingBatches batches, bool skipParked, string node, TimeSpan lease,
    TimeProvider time, ILogger<BatchPump> log)
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AdoptEvery = TimeSpan.FromMinutes(1);
    private DateTimeOffset? _lastHour;
    private DateTimeOffset _adoptAt;

    /// <summary>Runs until <paramref name="stop"/>; then waits for the batch under way. <paramref name="hurry"/> cuts that off.</summary>
    public async Task RunAsync(CancellationToken stop, CancellationToken hurry)
    {
        var patience = StorePatience.Make(int.MaxValue, $"closing batches of {endpoint}", time, log);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var worked = await patience.ExecuteAsync(async _ => await TurnAsync(hurry, stop), stop);
                if (!worked)
                    await Task.Delay(Idle, time, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                break;
            }
        }
    }

    /// <summary>One look: closes what is due, sends the next batch. False if there was none to send.</summary>
    public async Task<bool> TurnAsync(CancellationToken hurry, CancellationToken cancellationToken)
    {
        var view = gate.Look();
        // A paused endpoint closes nothing either: what waits may still be looked at, discarded, regrouped.
        if (view.Paused)
            return false;
        await CloseAsync(cancellationToken);
        var batch = await batches.ClaimAsync(new BatchClaim(endpoint, node, lease, view.ExceptTypes, skipParked), cancellationToken);
        if (batch is null)
            return false;
        if (gate.TryEnter(batch.MessageType))
            await sender.RunAsync(batch, hurry);
        else
            await batches.NotSentAsync(batch, time.GetUtcNow() + Idle, new Failure(FailureKind.EndpointDown, "circuit.open", "The circuit is open."), countsAttempt: false, cancellationToken);
        return true;
    }

    private async Task CloseAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_adoptAt <= now)
        {
            await batches.AdoptAsync(endpoint, cancellationToken);
            _adoptAt = now + AdoptEvery;
        }
        _lastHour ??= await batches.LastHourAsync(endpoint, cancellationToken);
        var hour = planner.DueHour(_lastHour.Value, now);
        foreach (var closing in planner.Due(await batches.WaitingAsync(endpoint, planner.CountUpTo, cancellationToken), _lastHour.Value, now))
        {
            while (await batches.CloseAsync(closing, cancellationToken) is { } closed)
                log.LogInformation("{Endpoint}: batch {File} closed with {Count} messages ({Reason})", endpoint, closed.FileName, closed.Messages, closed.Reason);
        }
        if (hour is not { } done)
            return;
        await batches.HourDoneAsync(endpoint, done, cancellationToken);
        _lastHour = await batches.LastHourAsync(endpoint, cancellationToken);
    }
}
