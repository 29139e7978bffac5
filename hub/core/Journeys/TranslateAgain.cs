using Integration.Hub.Core.Configuration;
using Integration.Hub.Core.Signing;
using Integration.Mappings;

namespace Integration.Hub.Core.Journeys;

/// <summary>
/// Journey of a message that a person has taken up anew as it was received: translated with the mapping that was chosen, and accepted beside what it
/// was the first time, in the transaction that completes it.
/// </summary>
public sealed class TranslateAgain(InterfaceConfig config, IMappingLibrary mappings, Translation translation, Router router) : IInBoxSubscriber
{
    public static string Subscriber(string @interface) => $"again:{@interface}";

    public string Name { get; } = Subscriber(config.Id);

    public IReadOnlyList<string> MessageTypes => [];

    public Task HandleAsync(IInBoxTransaction transaction, IReadOnlyList<ClaimedDelivery> deliveries, CancellationToken cancellationToken)
    {
        foreach (var delivery in deliveries)
        {
            var raw = delivery.Envelope;
            var mapping = Find(delivery.Mapping);
            foreach (var record in mapping.Map(raw.Body, translation.Context(config, ("correlationId", raw.CorrelationId))))
            {
                // A person wants it in once more: it is not the repetition that its id would make it.
                var envelope = translation.Envelope(record, mapping, raw.Source, raw.Interface, raw.ReceivedAt, new Origin(null, raw.Id, raw.ConversationId, raw.CorrelationId, raw.TraceParent)) with { DuplicateKey = null };
                transaction.Publish(new AcceptItem(envelope, router.Plan(envelope), []));
            }
        }
        return Task.CompletedTask;
    }

    private IInboundMapping Find(string? chosen) => mappings.Find(chosen ?? "") is IInboundMapping mapping
        ? config.Verify is null ? mapping : new VerifyingMapping(mapping, config.Verify)
        : throw new MappingException("mapping.gone", $"{chosen} is not among the mappings any more. Put its file back and resume, or discard this and replay the message with another.", config.Section.File);
}
