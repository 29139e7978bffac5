using Integration.CanonicalModel;
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

    /// <summary>See <see cref="ArchiveSubscriber.Rejected"/>.</summary>
    public Func<string, CancellationToken, Task<IReadOnlyList<string>>>? Rejected { get; init; }

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>To everybody who wants it.</summary>
    /// <param name="cause">Message because of which it is said; null: a person said so.</param>
    /// <param name="conversation">Null: it begins one.</param>
    public void Say<T>(T fact, string businessKey, string duplicateKey, MessageId? cause, string? conversation, params SearchKey[] keys)
        where T : class
    {
        if (routes is null)
            return;
        var envelope = Envelope(fact, businessKey, duplicateKey, cause, conversation, keys);
        transaction.Publish(new AcceptItem(envelope, routes(envelope), []));
    }

    /// <summary>A reminder to the archive itself.</summary>
    public void Remind<T>(T fact, string businessKey, string duplicateKey, MessageId cause, string conversation, DateTimeOffset due)
        where T : class => transaction.Publish(new AcceptItem(Envelope(fact, businessKey, duplicateKey, cause, conversation, []), [new DeliveryPlan(Subscriber, businessKey, due)], []));

    private Envelope Envelope<T>(T fact, string businessKey, string duplicateKey, MessageId? cause, string? conversation, IReadOnlyList<SearchKey> keys)
        where T : class
    {
        var shape = CanonicalCatalog.Of<T>();
        var id = MessageId.New(Now);
        return new Envelope
        {
            Id = id,
            Type = shape.Type,
            Version = shape.Version,
            Source = Hub,
            Body = CanonicalJson.Serialize(fact),
            BusinessKey = businessKey,
            DuplicateKey = duplicateKey,
            CausationId = cause,
            ConversationId = conversation ?? id.ToString(),
            ReceivedAt = Now,
            Keys = keys,
        };
    }
}
