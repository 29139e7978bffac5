namespace Integration.Hub.Core.Dispatch;

/// <summary>Does the work of claimed deliveries and completes each of them in the box, whatever happens.</summary>
public interface IDeliveryWorker
{
    /// <summary>Subscriber whose deliveries it works on.</summary>
    string Subscriber { get; }

    /// <summary>Pieces of work under way at once.</summary>
    int Concurrency { get; }

    /// <summary>
    /// Deliveries that one piece of work should get now: 1 for outbound calls, many for in-box work that shares a transaction. It may change
    /// between claims, with the size of what is claimed.
    /// </summary>
    int BatchSize { get; }

    bool SkipParked { get; }

    /// <summary>
    /// Must not throw; ends when every delivery is completed or its claim is lost. When <paramref name="hurry"/> is cancelled the grace of a
    /// clean stop is over: what is not begun is given back, what is under way is cut off.
    /// </summary>
    Task WorkAsync(IReadOnlyList<ClaimedDelivery> deliveries, CancellationToken hurry);
}
