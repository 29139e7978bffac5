using System.Diagnostics;
using Integration.Hub.Core.Configuration;
using Integration.Mappings;

namespace Integration.Hub.Core.Journeys;

/// <summary>Foreign bytes → canonical envelopes, and the failure when that cannot be.</summary>
/// <param name="numbers">Who is who among the systems' customers; null: mappings that ask it fail.</param>
public sealed class Translation(TimeProvider time, Func<string, long> nextNumber, ICrossReference? numbers = null)
{
    /// <summary>What the surroundings give a mapping: the interface, its own values as <c>value.NAME</c>, and these.</summary>
    public MappingContext Context(InterfaceConfig config, params IEnumerable<(string Name, string? Value)> values)
    {
        var all = new Dictionary<string, string> { ["interface"] = config.Id };
        foreach (var (name, value) in config.Values)
            all.Add(InterfaceConfig.ValueName + name, value);
        foreach (var (name, value) in values.Where(v => v.Value is not null))
            all.Add(name, value!);
        return new MappingContext(time.GetUtcNow(), all, nextNumber, numbers is null ? null : numbers.OursFor, numbers is null ? null : numbers.TheirsFor);
    }

    /// <summary>An envelope for a canonical record that a mapping made of something received.</summary>
    public Envelope Envelope(CanonicalRecord record, IMapping mapping, string system, string? @interface, DateTimeOffset receivedAt, Origin origin)
    {
        var now = time.GetUtcNow();
        var id = MessageId.New(now);
        return new Envelope
        {
            Id = id,
            Type = record.MessageType,
            Version = record.Version,
            Source = system,
            Interface = @interface,
            Body = record.Json,
            BusinessKey = record.BusinessKey,
            DuplicateKey = origin.DuplicateKey ?? record.ExternalId,
            CausationId = origin.Causation,
            ConversationId = origin.Conversation ?? id.ToString(),
            CorrelationId = record.CorrelationId ?? origin.Correlation,
            TraceParent = origin.TraceParent ?? Activity.Current?.Id,
            ReceivedAt = receivedAt,
            TranslatedAt = now,
            Mapping = mapping.Reference,
            Keys = [.. record.Search.Select(s => new SearchKey(s.Key, s.Value))],
        };
    }

    /// <summary>An envelope for what no mapping could translate: the bytes as they came.</summary>
    public Envelope Untranslated(ReadOnlyMemory<byte> raw, string system, string @interface, DateTimeOffset receivedAt, Origin origin)
    {
        var id = MessageId.New(time.GetUtcNow());
        return new Envelope
        {
            Id = id,
            Type = Hub.Envelope.Untranslated,
            Source = system,
            Interface = @interface,
            Body = raw,
            DuplicateKey = origin.DuplicateKey is null ? null : $"untranslated:{origin.DuplicateKey}",
            ConversationId = origin.Conversation ?? id.ToString(),
            CorrelationId = origin.Correlation,
            TraceParent = origin.TraceParent ?? Activity.Current?.Id,
            ReceivedAt = receivedAt,
        };
    }

    public static Failure Failure(MappingException e) => new(FailureKind.Data, e.Code, e.Message, e.Location);
}

/// <summary>Where a message comes from, beyond its content.</summary>
/// <param name="DuplicateKey">Overrides the record's own external id.</param>
public readonly record struct Origin(
    string? DuplicateKey = null, MessageId? Causation = null, string? Conversation = null, string? Correlation = null, string? TraceParent = null);
