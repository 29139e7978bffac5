using System.Data.Common;
using Integration.Hub.Core.Journeys;

namespace Integration.Hub.Core.Replays;

/// <summary>
/// Makes replays: sets aside what the subscriber has not had of the time, then decides each message as the router would have planned it. In small
/// transactions, at the pace that was asked for; whatever happens in between, it is gone on with where it stopped.
/// </summary>
public sealed class ReplayRunner(IReplays replays, Router router, string node, TimeProvider time)
{
    /// <summary>So long after its maker has gone, a replay is gone on with by a node.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private const int LookedAtOnce = 2000, DecidedAtOnce = 500;
    private const long BytesAtOnce = 16 * 1024 * 1024;

    /// <summary>Null: another's replay to the subscriber is under way.</summary>
    public Task<Replay?> BeginAsync(ReplayWish wish, Actor actor, CancellationToken cancellationToken) => replays.BeginAsync(wish, node, Lease, actor, cancellationToken);

    /// <summary>One whose maker has gone; null if there is none.</summary>
    public Task<Replay?> TakeOverAsync(IReadOnlyList<string> subscribers, CancellationToken cancellationToken) => replays.TakeOverAsync(subscribers, node, Lease, cancellationToken);

    /// <summary>Runs it to its end. Null: it was stopped, or another has taken it over.</summary>
    /// <param name="told">How far it is, after each step.</param>
    public async Task<Replay?> RunAsync(Replay replay, Action<Replay>? told, CancellationToken cancellationToken)
    {
        Replay? now = replay;
        try
        {
            while (now is { UnderWay: true })
            {
                cancellationToken.ThrowIfCancellationRequested();
                replay = now;
                now = now.State == ReplayState.SettingAside
                    ? await replays.SetAsideAsync(now, LookedAtOnce, Lease, cancellationToken)
                    : await DecideAsync(now, cancellationToken);
                if (now is not null)
                    told?.Invoke(now);
            }
            return now;
        }
        catch
        {
            await LeaveAsync(replay);
            throw;
        }
    }

    private async Task<Replay?> DecideAsync(Replay replay, CancellationToken cancellationToken)
    {
        var some = await replays.ReadSetAsideAsync(replay, Math.Min(replay.Wish.Rate, DecidedAtOnce), BytesAtOnce, cancellationToken);
        var next = await replays.DecideAsync(replay, [.. some.Select(e => new ReplayDecision(e.Id, router.PlanFor(replay.Wish.Subscriber, e)))], Lease, cancellationToken);
        if (some.Count > 0 && next is not null)
            await Task.Delay(TimeSpan.FromSeconds(some.Count / (double)replay.Wish.Rate), time, cancellationToken);
        return next;
    }

    // Where even that fails, the lease runs out by itself.
    private async Task LeaveAsync(Replay replay)
    {
        try
        {
            await replays.LeaveAsync(replay, CancellationToken.None);
        }
        catch (DbException)
        {
        }
    }
}
