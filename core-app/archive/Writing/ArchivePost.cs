using Integration.CoreApp.Shared;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Writing;

/// <summary>What the archive says itself, accepted in the transaction in which it learnt it; and what it asks the hub.</summary>
/// <param name="routes">Plans deliveries; null: nothing is said.</param>
internal sealed class ArchivePost(IInBoxTransaction transaction, Func<Envelope, IReadOnlyList<DeliveryPlan>>? routes, TimeProvider time)
{
    public const string Subscriber = "archive";

    /// <summary>Under this name the hub says what it says itself.</summary>
    public const string Hub = "hub";

    /// <summary>A circuit report counts as over when nothing more of it has come for so long.</summary>
    public static readonly TimeSpan ReportSettles = TimeSpan.FromMinutes(15);

    private readonly InBoxPost _post = new(Hub, transaction, routes ?? (_ => []), time);

    /// <summary>See <see cref="ArchiveSubscriber.Rejected"/>.</summary>
    public Func<string, CancellationToken, Task<IReadOnlyList<string>>>? Rejected { get; init; }

    public DateTimeOffset Now => _post.Now;

    /// <summary>To everybody who wants it.</summary>
    /// <param name="cause">Message because of which it is said; null: a person said so.</param>
    /// <param name="conversation">Null: it begins one.</param>
    public void Say<T>(T fact, string businessKey, string duplicateKey, MessageId? cause, string? conversation, params SearchKey[] keys)
        where T : class
    {
        if (routes is not null)
            _post.Say(fact, businessKey, duplicateKey, cause, conversation, keys);
    }

    /// <summary>A reminder to the archive itself.</summary>
    public void Remind<T>(T fact, string businessKey, string duplicateKey, MessageId cause, string conversation, DateTimeOffset due)
        where T : class => _post.Remind(fact, Subscriber, businessKey, duplicateKey, cause, conversation, due);
}
