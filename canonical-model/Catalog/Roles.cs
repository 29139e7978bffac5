namespace Integration.CanonicalModel;

/// <summary>Something that happened; <see cref="OccurredAt"/> orders two facts about one thing, whichever arrives first.</summary>
public interface IFact
{
    DateTimeOffset OccurredAt { get; }
}

/// <summary>A command or query; the answer carries the same <see cref="RequestId"/>.</summary>
public interface IRequest
{
    RequestId RequestId { get; }
}

/// <summary>Answers the request with the same id.</summary>
public interface IReply
{
    RequestId RequestId { get; }
}
