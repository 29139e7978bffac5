using System.Data.Common;
using System.Globalization;
using System.Reflection;
using Integration.CanonicalModel;
using Integration.CoreApp.Shared;
using Integration.Hub;

namespace Integration.CoreApp.Peers;

/// <summary>
/// Decides which peer hub hears of what, inside the box's transaction: a message that concerns a peer is published once more, for that peer's
/// interface alone, and the decision and the delivery it was made from commit together.
/// </summary>
public sealed class PeerSubscriber(PeerLinks links, TimeProvider time) : IInBoxSubscriber
{
    /// <summary>Search key of where a change arose, in front of an org unit; carried from hub to hub.</summary>
    public const string OriginKey = "origin";

    /// <summary>So long may something be said in the conversation that a peer's change began.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromDays(90);

    public string Name => "peers";

    public IReadOnlyList<string> MessageTypes => Traffic.MessageTypes;

    /// <summary>Plans deliveries, as for any message: tells whether anybody here takes a request. Null: nobody is asked.</summary>
    public Func<Envelope, IReadOnlyList<DeliveryPlan>>? Routes { get; set; }

    /// <exception cref="InBoxDataException">A message cannot be read, or leads nowhere.</exception>
    public async Task HandleAsync(IInBoxTransaction transaction, IReadOnlyList<ClaimedDelivery> deliveries, CancellationToken cancellationToken)
    {
        var book = new PeerBook(Tables(transaction.Dialect), transaction);
        foreach (var delivery in deliveries)
            await TellAsync(transaction, book, delivery, cancellationToken);
        if (deliveries.Any(d => links.Of(d.Envelope.Source) is not null))
            await book.ForgetAsync(time.GetUtcNow() - Memory, cancellationToken);
    }

    /// <summary>Brings the tables to this version. Several nodes may call it at once.</summary>
    public static Task MigrateAsync(DbConnection connection, SqlDialect dialect, CancellationToken cancellationToken) =>
        TableMigrations.RunAsync(Tables(dialect), Assembly.GetExecutingAssembly(), connection, cancellationToken);

    private async Task TellAsync(IInBoxTransaction transaction, PeerBook book, ClaimedDelivery delivery, CancellationToken cancellationToken)
    {
        var envelope = delivery.Envelope;
        var from = links.Of(envelope.Source);
        var archive = Traffic.InterfaceOf(envelope.Type) == Traffic.Archive;
        var origin = await OriginAsync(book, envelope, from, archive, cancellationToken);
        var rules = new PeerRules(links, book, from, Routes is null || Routes(envelope).Any(p => p.Subscriber != Name && p.Parked is null), time.GetUtcNow());
        var number = 0;
        foreach (var message in Traffic.MessagesOf(delivery))
        {
            var telling = await rules.OfAsync(message, cancellationToken);
            var wireId = envelope.Count == 1 ? envelope.Id.ToString() : string.Create(CultureInfo.InvariantCulture, $"{envelope.Id}.{++number}");
            foreach (var link in telling.To.Where(l => !archive || !links.IsBeyond(l, origin)))
                transaction.Publish(Copy(envelope, message, link, telling.Key, wireId, origin));
        }
    }

    // Said by the peer itself; or by whatever part of this hub in the conversation that the peer's change began; else here.
    private async Task<string> OriginAsync(PeerBook book, Envelope envelope, PeerLink? from, bool archive, CancellationToken cancellationToken)
    {
        var said = envelope.Keys.FirstOrDefault(k => k.Kind == OriginKey).Value ?? from?.Unit;
        if (!archive)
            return said ?? links.Self;
        if (said is not null)
            await book.ConversationAsync(envelope.ConversationId, said, time.GetUtcNow(), cancellationToken);
        return said ?? await book.OriginOfAsync(envelope.ConversationId, cancellationToken) ?? links.Self;
    }

    private AcceptItem Copy(Envelope of, object message, PeerLink link, string key, string wireId, string origin)
    {
        var endpoint = link.Endpoints[Traffic.InterfaceOf(of.Type)];
        var envelope = of with
        {
            Id = MessageId.New(time.GetUtcNow()),
            Source = "hub",
            Interface = null,
            Body = of.Count == 1 ? of.Body : CanonicalJson.Serialize(message),
            Count = 1,
            BusinessKey = key,
            // One per peer and message: handled twice, it is told once.
            DuplicateKey = $"{link.Unit}/{wireId}",
            CausationId = of.Id,
            Priority = MessagePriority.Live,
            ReceivedAt = time.GetUtcNow(),
            TranslatedAt = null,
            Mapping = null,
            Keys = [.. of.Keys.Where(k => k.Kind is not (OriginKey or SearchKey.Peer)), new SearchKey(OriginKey, origin), new SearchKey(SearchKey.Peer, link.Unit)],
        };
        return new AcceptItem(envelope, [new DeliveryPlan(endpoint, key)], []);
    }

    private static TableSpace Tables(SqlDialect dialect) => new("peers", dialect);
}
