using Integration.Hub.Core.Configuration;
using Integration.Hub.Core.Journeys;
using Integration.Mappings;

namespace Integration.Hub.Core.Dispatch;

/// <summary>Makes canonical replies of other systems' answers.</summary>
public sealed class Replies(Translation translation, Router router, TimeProvider time)
{
    public IReadOnlyList<AcceptItem> Make(IInboundMapping mapping, Payload answer, Envelope request, InterfaceConfig config)
    {
        var context = translation.Context(config, ("messageId", request.Id.ToString()), ("businessKey", request.BusinessKey), ("correlationId", request.CorrelationId));
        return [.. mapping.Map(answer.Bytes, context).Select((record, n) =>
        {
            var origin = new Origin($"reply:{request.Id}:{n}:{record.MessageType}", request.Id, request.ConversationId, record.CorrelationId ?? request.Id.ToString(), request.TraceParent);
            var envelope = translation.Envelope(record, mapping, config.System, config.Id, time.GetUtcNow(), origin);
            envelope = envelope with { BusinessKey = record.BusinessKey ?? request.BusinessKey, Keys = [.. envelope.Keys.Union(request.Keys)] };
            return new AcceptItem(envelope, router.Plan(envelope), [answer with { Kind = PayloadKind.Raw }]);
        })];
    }
}
