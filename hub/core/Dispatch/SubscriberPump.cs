using System.Collections.Concurrent;
using Integration.Hub.Core.Recoverability;
using Microsoft.Extensions.Logging;

namespace Integration.Hub.Core.Dispatch;

/// <summary>
/// Moves one subscriber's deliveries from the box to its worker: claims as many as there are free hands, never more, so that a
/// slow endpoint holds neither memory nor other endpoints.
/// </summary>
/// <param name="lease">A claim that is not renewed for so long is another's.</param>
public sealed class SubscriberPump(
    IDeliveryWorker worker, EndpointGate gate, IMessageBox box, string node, TimeSpan lease, TimeProvider time, ILogger<SubscriberPump> log)
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<DeliveryId, ClaimedDelivery> _inFlight = [];
    private readonly SemaphoreSlim _hands = new(worker.Concurrency, worker.Concurrency);

    public string Subscriber => worker.Subscriber;

    public IReadOnlyList<ClaimedDelivery> InFlight => [.. _inFlight.Values];

    /// <summary>Runs until <paramref name="stop"/>; then waits for what is under way. <paramref name="hurry"/> ends the waiting.</summary>
    public async Task RunAsync(CancellationToken stop, CancellationToken hurry)
    {
        var patience = StorePatience.Make(int.MaxValue, $"claiming for {Subscriber}", time, log);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await patience.ExecuteAsync(async _ => await TurnAsync(stop, hurry), stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                break;
            }
        }
        for (var i = 0; i < worker.Concurrency; i++)
            await _hands.WaitAsync(CancellationToken.None);
    }

    private async Task TurnAsync(CancellationToken stop, CancellationToken hurry)
    {
        await _hands.WaitAsync(stop);
        var handed = false;
        try
        {
            var view = gate.Look();
            var together = worker.BatchSize;
            var claims = view.Paused ? [] : await ClaimAsync(view, together, stop);
            if (claims.Count == 0)
            {
                await box.WaitForWorkAsync(Subscriber, WaitFor(view), stop);
                return;
            }
            handed = Hand(claims, together, hurry);
        }
        finally
        {
            if (!handed)
                _hands.Release();
        }
    }

    private Task<IReadOnlyList<ClaimedDelivery>> ClaimAsync(GateView view, int together, CancellationToken stop)
    {
        // One hand is held by this turn; outbound work claims for all free hands at once.
        var max = view.ProbeOnly ? 1 : together > 1 ? together : 1 + _hands.CurrentCount;
        return box.ClaimAsync(new ClaimRequest(Subscriber, max, node, lease, view.ExceptTypes, worker.SkipParked), stop);
    }

    private TimeSpan WaitFor(GateView view)
    {
        if (view.NextProbe is not { } probe)
            return Idle;
        var wait = probe - time.GetUtcNow();
        return wait < TimeSpan.FromMilliseconds(10) ? TimeSpan.FromMilliseconds(100) : wait < Idle ? wait : Idle;
    }

    private bool Hand(IReadOnlyList<ClaimedDelivery> claims, int together, CancellationToken hurry)
    {
        foreach (var claim in claims)
            _inFlight[claim.Id] = claim;
        var pieces = claims.Chunk(together).ToList();
        _ = WorkAsync(pieces[0], hurry);
        foreach (var piece in pieces.Skip(1))
        {
            // Counted as free when the claim was made, and only this loop takes hands.
            _hands.Wait(CancellationToken.None);
            _ = WorkAsync(piece, hurry);
        }
        return true;
    }

    private async Task WorkAsync(IReadOnlyList<ClaimedDelivery> piece, CancellationToken hurry)
    {
        await Task.Yield();
        try
        {
            await worker.WorkAsync(piece, hurry);
        }
        catch (Exception e)
        {
            log.LogError(e, "Work for {Subscriber} ended with an error; its claims come back when their lease is over", Subscriber);
        }
        finally
        {
            foreach (var claim in piece)
                _inFlight.TryRemove(claim.Id, out _);
            _hands.Release();
        }
    }
}
