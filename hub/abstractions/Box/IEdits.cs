namespace Integration.Hub;

/// <summary>Other bodies for parked deliveries. Each is kept with what it changes, who wanted it and who agreed, longer than the message itself.</summary>
public interface IEdits
{
    /// <summary>
    /// Where nobody has to agree it takes the original's place at once and goes on; otherwise it waits for <see cref="DecideAsync"/>.
    /// Asked for again under the same request: the edit that there is.
    /// </summary>
    /// <exception cref="RequestRefusedException"><c>delivery.not-parked</c>; <c>request.reused</c>: the request stands for another edit.</exception>
    Task<Edit> MakeAsync(EditWish wish, Actor actor, CancellationToken cancellationToken);

    /// <summary>
    /// Another person's word. Agreed: the body takes the original's place and goes on, unless the delivery was touched meanwhile
    /// (<see cref="EditState.Overtaken"/>). Null: there is no such edit.
    /// </summary>
    /// <exception cref="RequestRefusedException"><c>edit.own-approval</c>; <c>edit.decided</c>: somebody has decided otherwise.</exception>
    Task<Edit?> DecideAsync(Guid edit, bool agreed, string? reason, Actor actor, CancellationToken cancellationToken);

    Task<Edit?> FindEditAsync(Guid edit, CancellationToken cancellationToken);

    /// <summary>The newest first.</summary>
    Task<IReadOnlyList<Edit>> EditsAsync(EditQuery query, CancellationToken cancellationToken);
}

/// <param name="RequestId">One edit per request, however often it comes.</param>
/// <param name="Difference">What it changes, for people; see <c>BodyDifference</c>.</param>
/// <param name="NeedsApproval">A second person has to agree.</param>
public sealed record EditWish(string RequestId, DeliveryId Delivery, ReadOnlyMemory<byte> Body, string Difference, string Reason, bool NeedsApproval);

/// <param name="DecidedBy">Null: nobody had to agree, or nobody has said anything yet.</param>
public sealed record Edit(Guid Id, DeliveryId Delivery, EditState State, string Difference, string Reason, Actor By, DateTimeOffset At, Actor? DecidedBy, DateTimeOffset? DecidedAt, string? DecidedBecause);

public enum EditState
{
    /// <summary>For a second person.</summary>
    Waiting = 0,

    /// <summary>It took the original's place.</summary>
    Sent = 1,

    Refused = 2,

    /// <summary>When it was agreed to, the delivery was no longer parked as it had been.</summary>
    Overtaken = 3,
}

/// <param name="Before">Go on after this one.</param>
public sealed record EditQuery(EditState? State = null, MessageId? Message = null, Guid? Before = null, int Limit = 50);
