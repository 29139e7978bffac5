using Integration.CanonicalModel;
using Integration.CanonicalModel.Shapes;
using Integration.Hub.Core.Configuration;
using Integration.Mappings;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Integration.Hub.Core.Subscriptions;

/// <summary>A subscription's filter, compiled. Looks at each record of a message; safe for all threads.</summary>
public sealed class SubscriptionFilter
{
    private readonly FilterConfig _config;
    private readonly CanonicalCondition? _when;
    private readonly ICustomerDirectory? _customers;

    private SubscriptionFilter(FilterConfig config, CanonicalCondition? when, ICustomerDirectory? customers) => (_config, _when, _customers) = (config, when, customers);

    /// <summary>Null when nothing is filtered, or the condition is wrong: that is told.</summary>
    public static SubscriptionFilter? Make(InterfaceConfig i, SubscriptionConfig subscription, MessageShape shape, ICustomerDirectory? customers, List<ConfigError> errors)
    {
        if (subscription.Filter is not { } config)
            return null;
        try
        {
            return new SubscriptionFilter(config, config.When is null ? null : CanonicalCondition.Compile(config.When, shape), customers);
        }
        catch (MappingException e)
        {
            errors.Add(new ConfigError(i.Section.File, config.Line, $"interface {i.Id}: filter of {shape}: when: {e.Message}"));
            return null;
        }
    }

    /// <summary>The records that pass, in their order.</summary>
    /// <exception cref="MappingException">A record cannot be read; whoever sends it will park it.</exception>
    public IReadOnlyList<ReadOnlyMemory<byte>> Passing(IReadOnlyList<ReadOnlyMemory<byte>> records)
    {
        var wanted = _when is null ? records : [.. records.Where(_when.Holds)];
        if (!_config.AsksForCustomer || wanted.Count == 0)
            return wanted;
        var facts = wanted.Select(r => (Record: r, About: CustomerFacts.Of(r))).ToList();
        var asked = facts.Where(f => f.About is { Traits: null, Key: not null }).Select(f => f.About.Key!.Value).ToHashSet();
        var known = asked.Count == 0 || _customers is null ? new Dictionary<CustomerKey, CustomerTraits>() : _customers.Find(asked);
        return [.. facts.Where(f => Wants(f.About.Traits ?? (f.About.Key is { } key ? known.GetValueOrDefault(key) : null))).Select(f => f.Record)];
    }

    /// <summary>True if any record of the message passes. One that cannot be read passes, so that whoever has to send it tells of it.</summary>
    public bool Wants(Envelope envelope)
    {
        try
        {
            return Passing(RecordsOf(envelope)).Count > 0;
        }
        catch (Exception e) when (e is MappingException or JsonException)
        {
            return true;
        }
    }

    /// <summary>The canonical records of a message.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> RecordsOf(Envelope envelope) => envelope.Count == 1 ? [envelope.Body] : [.. NdJson.Lines(envelope.Body).Select(l => l.Line)];

    private bool Wants(CustomerTraits? traits) => traits is null
        ? _config.PassUnknown
        : (_config.Levels.Count == 0 || _config.Levels.Contains(traits.Level)) && (_config.OrgUnits.Count == 0 || _config.OrgUnits.Any(u => IsWithin(traits.OrgUnit, u)));

    // The dot keeps cn.zj from holding cn.zjx.
    private static bool IsWithin(string? unit, string top) => unit == top || unit?.StartsWith(top + ".", StringComparison.Ordinal) == true;

    /// <summary>What a record itself says of its customer.</summary>
    private readonly record struct CustomerFacts(CustomerTraits? Traits, CustomerKey? Key)
    {
        public static CustomerFacts Of(ReadOnlyMemory<byte> record)
        {
            var json = Parse(record);
            var about = json["customer"] as JObject ?? json;
            if ((string?)about["serviceLevel"] is { } level && (string?)about["orgUnit"] is { } unit)
                return new CustomerFacts(new CustomerTraits(level, unit), null);
            if ((Text(about, "customerNo") ?? Text(json, "customerNo")) is { } customer)
                return new CustomerFacts(null, new CustomerKey("customer", customer));
            return new CustomerFacts(null, Text(json, "accountNo") is { } account ? new CustomerKey("account", account) : null);
        }

        private static string? Text(JObject json, string name) => json[name] is JValue { Value: string text } ? text : null;

        private static JObject Parse(ReadOnlyMemory<byte> record)
        {
            using var reader = new JsonTextReader(new StringReader(System.Text.Encoding.UTF8.GetString(record.Span))) { DateParseHandling = DateParseHandling.None };
            return JObject.Load(reader);
        }
    }
}
