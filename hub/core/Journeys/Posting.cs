using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using Integration.CanonicalModel;

namespace Integration.Hub.Core.Journeys;

/// <summary>Envelopes for canonical messages that are born inside: what the core app and the orchestrator say.</summary>
public static class Posting
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<KeyReader>> Readers = [];

    // Which typed ids a message can be found by, and under which kind.
    private static readonly Dictionary<Type, string> Kinds = new()
    {
        [typeof(CustomerNumber)] = "customer",
        [typeof(AccountNumber)] = "account",
        [typeof(OrderNumber)] = "order",
        [typeof(WorkOrderNumber)] = "workOrder",
        [typeof(ServiceNumber)] = "phone",
        [typeof(CircuitNumber)] = "circuit",
        [typeof(BillNumber)] = "bill",
        [typeof(TicketNumber)] = "ticket",
        [typeof(RequestId)] = "request",
    };

    /// <param name="message">A record of the canonical model.</param>
    /// <param name="businessKey">Key within which order is kept.</param>
    /// <param name="duplicateKey">Identity of the message at its source; a second one with it changes nothing.</param>
    public static Envelope Envelope<T>(T message, string source, string? businessKey, string? duplicateKey, TimeProvider time, Origin origin = default) where T : class
    {
        var shape = CanonicalCatalog.Find(message.GetType()) ?? throw new InvalidOperationException($"{message.GetType().Name} is not a canonical message");
        var now = time.GetUtcNow();
        var id = MessageId.New(now);
        return new Envelope
        {
            Id = id,
            Type = shape.Type,
            Version = shape.Version,
            Source = source,
            Body = CanonicalJson.Serialize(message),
            BusinessKey = businessKey,
            DuplicateKey = duplicateKey,
            CausationId = origin.Causation,
            ConversationId = origin.Conversation ?? id.ToString(),
            CorrelationId = origin.Correlation,
            TraceParent = origin.TraceParent ?? Activity.Current?.Id,
            ReceivedAt = now,
            Keys = Keys(message),
        };
    }

    private static List<SearchKey> Keys(object message) => [.. Readers
        .GetOrAdd(message.GetType(), ReadersOf)
        .Select(r => (r.Kind, Value: r.Read(message)))
        .Where(k => !string.IsNullOrEmpty(k.Value))
        .Select(k => new SearchKey(k.Kind, k.Value!))
        .Distinct()];

    private static IReadOnlyList<KeyReader> ReadersOf(Type type) => [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Select(p => (Property: p, Id: Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType))
        .Where(p => Kinds.ContainsKey(p.Id))
        .Select(p => new KeyReader(Kinds[p.Id], m => p.Property.GetValue(m)?.ToString()))];

    private sealed record KeyReader(string Kind, Func<object, string?> Read);
}
