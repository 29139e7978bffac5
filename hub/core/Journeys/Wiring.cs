using Integration.CanonicalModel;
using Integration.Hub.Core.Batches;
using Integration.Hub.Core.Configuration;
using Integration.Hub.Core.Signing;
using Integration.Hub.Core.Subscriptions;
using Integration.Mappings;

namespace Integration.Hub.Core.Journeys;

/// <summary>An inbound file or queue interface with its compiled mapping.</summary>
public sealed record InboundInterface(InterfaceConfig Config, IInboundMapping Mapping, ReceiptMappings? Receipt);

public sealed record ReceiptMappings(ReceiptConfig Config, IOutboundMapping Receipt, IOutboundMapping? Rejects);

/// <summary>A SOAP operation that the hub serves.</summary>
/// <param name="Query">Set when a query handler answers; null when the message is accepted.</param>
/// <param name="Refusal">Declared fault and its mapping for refusals; null when none is declared.</param>
public sealed record ServedOperation(
    InterfaceConfig Config, string Operation, IInboundMapping Request, IOutboundMapping Answer, IQueryHandler? Query, (string Fault, IOutboundMapping Mapping)? Refusal)
{
    /// <summary>See <see cref="OperationConfig.Answers"/>.</summary>
    public string? Answers { get; init; }
}

/// <summary>How one canonical message goes out over one interface.</summary>
/// <param name="Operation">SOAP operation, or the contract's message type on a queue; null: the canonical type is its name.</param>
/// <param name="FileName">File name pattern, or null.</param>
/// <param name="Answer">Makes the canonical reply of the other side's answer; null if the answer carries nothing.</param>
/// <param name="Faults">Declared fault → mapping to a canonical message that tells of it.</param>
/// <param name="Query">Asked while the asker waits, never delivered.</param>
public sealed record OutboundRoute(
    string MessageType, int Version, IOutboundMapping Mapping, string? Operation, string? FileName, IInboundMapping? Answer, IReadOnlyDictionary<string, IInboundMapping> Faults,
    bool Query = false)
{
    /// <summary>Which of these messages, and which records of them; null: all.</summary>
    public SubscriptionFilter? Filter { get; init; }
}

/// <summary>An outbound interface with its routes by canonical type.</summary>
public sealed record OutboundInterface(InterfaceConfig Config, IReadOnlyDictionary<string, OutboundRoute> Routes)
{
    /// <summary>How it is asked what became of a request; null: it cannot be asked.</summary>
    public AskRoute? Ask { get; init; }
}

/// <summary>
/// The configuration joined with its mappings: every name in an adapter.yaml resolved to the thing it names. Made once at start;
/// every name that leads nowhere is an error with its place.
/// </summary>
public sealed partial class Wiring
{
    private readonly List<ConfigError> _errors;
    private readonly IMappingLibrary _mappings;
    private readonly IReadOnlyList<IQueryHandler>? _handlers;
    private ICustomerDirectory? _customers;

    private Wiring(IMappingLibrary mappings, IReadOnlyList<IQueryHandler>? handlers, List<ConfigError> errors) =>
        (_mappings, _handlers, _errors) = (mappings, handlers, errors);

    public required HubConfig Config { get; init; }

    /// <summary>All mappings that are there, also older versions that only messages in flight still name.</summary>
    public IMappingLibrary Mappings => _mappings;

    public IReadOnlyDictionary<string, InboundInterface> Inbound { get; private set; } = new Dictionary<string, InboundInterface>();

    public IReadOnlyDictionary<string, OutboundInterface> Outbound { get; private set; } = new Dictionary<string, OutboundInterface>();

    /// <summary>What an interface's working depends on, as a hash, by interface.</summary>
    public IReadOnlyDictionary<string, string> Fingerprints { get; private set; } = new Dictionary<string, string>();

    /// <summary>The same of all interfaces together: nodes with the same run the same.</summary>
    public string Fingerprint => Running.Fingerprint.Of(Fingerprints);

    /// <summary>Served SOAP operations by interface, then operation.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, ServedOperation>> Served { get; private set; } =
        new Dictionary<string, IReadOnlyDictionary<string, ServedOperation>>();

    public static Wiring Make(HubConfig config, IMappingLibrary mappings, IReadOnlyList<IQueryHandler>? handlers, List<ConfigError> errors, ICustomerDirectory? customers = null)
    {
        var wiring = new Wiring(new CanonicalForms(mappings), handlers, errors) { Config = config, _customers = customers };
        wiring.Inbound = config.Interfaces.Where(i => i.Direction == InterfaceDirection.In && i.Channel != "soap")
            .Select(wiring.MakeInbound).OfType<InboundInterface>().ToDictionary(i => i.Config.Id);
        wiring.Outbound = config.Interfaces.Where(i => i.Direction == InterfaceDirection.Out)
            .Select(wiring.MakeOutbound).ToDictionary(i => i.Config.Id);
        wiring.RefuseQuestionsOfTwo();
        wiring.Served = config.Interfaces.Where(i => i.Direction == InterfaceDirection.In && i.Channel == "soap")
            .ToDictionary(i => i.Id, wiring.MakeServed);
        wiring.Fingerprints = config.Interfaces.GroupBy(i => i.Id).ToDictionary(g => g.Key, g => Running.Fingerprint.Of(g.First(), config, wiring));
        return wiring;
    }

    private InboundInterface? MakeInbound(InterfaceConfig i)
    {
        var mapping = Find<IInboundMapping>(i, i.Mapping, "mapping");
        var receipt = i.Receipt is { } r && Find<IOutboundMapping>(i, r.Receipt, "receipt.mapping") is { } receiptMapping
            ? new ReceiptMappings(r, receiptMapping, r.Rejects is null ? null : Find<IOutboundMapping>(i, r.Rejects, "receipt.rejects"))
            : null;
        return mapping is null ? null : new InboundInterface(i, i.Verify is null ? mapping : new VerifyingMapping(mapping, i.Verify), receipt);
    }

    private OutboundInterface MakeOutbound(InterfaceConfig i)
    {
        var routes = new Dictionary<string, OutboundRoute>();
        foreach (var operation in i.Operations)
            Add(i, routes, operation.Line, operation.Message, OperationRoute(i, operation));
        foreach (var subscription in i.Subscriptions)
        {
            if (i.Batching is not null)
                BatchCheck.Subscription(i, subscription, _mappings, _errors);
            var mapping = Find<IOutboundMapping>(i, subscription.Mapping, "subscribe.mapping", subscription.Line);
            var (type, version) = MessageName(i, subscription.Message);
            Add(i, routes, subscription.Line, subscription.Message, mapping is null ? null
                : new OutboundRoute(type, version, i.Sign is null ? mapping : new SigningMapping(mapping, i.Sign), subscription.Operation, subscription.FileName, null, new Dictionary<string, IInboundMapping>()) { Filter = Filter(i, subscription, type, version) });
        }
        return new OutboundInterface(i, routes) { Ask = i.Ask is { } ask ? MakeAsk(i, ask) : null };
    }

    private SubscriptionFilter? Filter(InterfaceConfig i, SubscriptionConfig subscription, string type, int version)
    {
        if (i.Channel == "soap" && subscription.Operation is null)
            _errors.Add(new ConfigError(i.Section.File, subscription.Line, $"interface {i.Id}: {subscription.Message}: operation is missing; over SOAP a subscription names the operation of the contract that carries it"));
        return CanonicalCatalog.Find(type, version) is { } shape ? SubscriptionFilter.Make(i, subscription, shape, _customers, _errors) : null;
    }

    private OutboundRoute? OperationRoute(InterfaceConfig i, OperationConfig o)
    {
        var (type, version) = MessageName(i, o.Message);
        var request = Find<IOutboundMapping>(i, o.Request, $"operations.{o.Operation}.request", o.Line);
        var answer = o.Answer is null && !o.Query ? null : Find<IInboundMapping>(i, o.Answer, $"operations.{o.Operation}.answer", o.Line);
        var faults = o.Faults.Select(f => (f.Key, Mapping: Find<IInboundMapping>(i, f.Value, $"operations.{o.Operation}.faults.{f.Key}", o.Line)))
            .Where(f => f.Mapping is not null).ToDictionary(f => f.Key, f => f.Mapping!);
        return request is null ? null : new OutboundRoute(type, version, request, o.Operation, null, answer, faults, o.Query);
    }

    private void Add(InterfaceConfig i, Dictionary<string, OutboundRoute> routes, int line, string? message, OutboundRoute? route)
    {
        if (route is null)
            return;
        if (route.Mapping.Consumes != $"{route.MessageType}@{route.Version}")
            _errors.Add(new ConfigError(i.Section.File, line, $"interface {i.Id}: mapping {route.Mapping.Reference} takes {route.Mapping.Consumes}, not {message}"));
        if (!routes.TryAdd(route.MessageType, route))
            _errors.Add(new ConfigError(i.Section.File, line, $"interface {i.Id}: {message} has two routes"));
    }

    private IReadOnlyDictionary<string, ServedOperation> MakeServed(InterfaceConfig i)
    {
        var served = new Dictionary<string, ServedOperation>();
        foreach (var o in i.Operations)
        {
            var request = Find<IInboundMapping>(i, o.Request, $"operations.{o.Operation}.request", o.Line);
            var answer = Find<IOutboundMapping>(i, o.Answer, $"operations.{o.Operation}.answer", o.Line);
            if (request is null || answer is null)
                continue;
            (string, IOutboundMapping)? refusal = o.Faults.FirstOrDefault() is { Key: { } fault } first && Find<IOutboundMapping>(i, first.Value, $"operations.{o.Operation}.faults.{fault}", o.Line) is { } mapping
                ? (fault, mapping)
                : null;
            served[o.Operation] = new ServedOperation(i, o.Operation, request, answer, o.Query ? Handler(i, o, request) : null, refusal) { Answers = o.Answers };
        }
        return served;
    }

    private IQueryHandler? Handler(InterfaceConfig i, OperationConfig o, IInboundMapping request)
    {
        if (_handlers is null)
            return null;
        var types = request.Produces.Select(p => p.Split('@')[0]).ToList();
        var handler = _handlers.FirstOrDefault(h => types.Contains(h.QueryType));
        if (handler is null)
            _errors.Add(new ConfigError(i.Section.File, o.Line, $"operation {o.Operation} is a query, but nothing answers {string.Join(", ", types)}; there are handlers for {string.Join(", ", _handlers.Select(h => h.QueryType))}"));
        return handler;
    }

    private (string Type, int Version) MessageName(InterfaceConfig i, string? message)
    {
        var parts = (message ?? "").Split('@');
        if (parts.Length == 2 && int.TryParse(parts[1], out var version))
            return (parts[0], version);
        i.Section.Report($"interface {i.Id}: message is '{message}', expected a canonical type with its version such as CreateWorkOrder@1");
        return (parts[0], 1);
    }

    private T? Find<T>(InterfaceConfig i, string? reference, string key, int? line = null) where T : class, IMapping
    {
        if (reference is null)
        {
            Report(i, key, line, $"interface {i.Id}: {key} is missing");
            return null;
        }
        switch (_mappings.Find(reference))
        {
            case T found:
                foreach (var name in OwnValues.Missing(i, found, Config.MappingsFolder))
                    Report(i, key, line, $"interface {i.Id}: mapping {reference} reads the value '{name}'; give it under 'values:' of the interface");
                return found;
            case null when _mappings.IsBroken(reference):
                // What is wrong with its file is told there; a second word here would only hide other mistakes.
                return null;
            case null:
                Report(i, key, line, $"interface {i.Id}: {key}: there is no mapping '{reference}'{Suggestion.For(reference, _mappings.All.Select(m => m.Reference))}");
                return null;
            case var other:
                Report(i, key, line, $"interface {i.Id}: {key}: {reference} maps the other way ({(other is IInboundMapping ? "to canonical" : "from canonical")})");
                return null;
        }
    }

    private void Report(InterfaceConfig i, string key, int? line, string message)
    {
        if (line is { } known)
            _errors.Add(new ConfigError(i.Section.File, known, message));
        else
            i.Section.ReportAt(key, message);
    }
}
