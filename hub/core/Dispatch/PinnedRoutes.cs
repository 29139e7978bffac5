using Integration.Hub.Core.Journeys;
using Integration.Hub.Core.Signing;
using Integration.Mappings;

namespace Integration.Hub.Core.Dispatch;

/// <summary>The way a delivery goes out: the one it was accepted under, as long as the mapping library still has it.</summary>
internal sealed class PinnedRoutes(OutboundInterface endpoint, IMappingLibrary mappings)
{
    /// <exception cref="MappingException">The endpoint no longer takes the message, or the mapping's version is gone.</exception>
    public OutboundRoute Find(ClaimedDelivery delivery)
    {
        var (id, type) = (endpoint.Config.Id, delivery.Envelope.Type);
        if (!endpoint.Routes.TryGetValue(type, out var now))
            throw new MappingException("route.gone", $"{id} no longer takes {type}; add it again or discard this delivery", endpoint.Config.Section.File);
        var operation = delivery.Operation ?? now.Operation;
        if (delivery.Mapping is not { } pinned || pinned == now.Mapping.Reference)
            return now with { Operation = operation };
        return mappings.Find(pinned) switch
        {
            IOutboundMapping then when then.Consumes == $"{type}@{delivery.Envelope.Version}" => now with { Mapping = endpoint.Config.Sign is { } sign ? new SigningMapping(then, sign) : then, Operation = operation },
            IOutboundMapping other => throw new MappingException("mapping.other-message",
                $"{pinned} takes {other.Consumes}; this is {type}@{delivery.Envelope.Version}. Resume with another: hub resume --mapping {now.Mapping.Reference}", other.File),
            _ => throw new MappingException("mapping.gone",
                $"This was accepted under {pinned}, which is not among the mappings any more. Put its file back and resume, or resume with another: hub resume --mapping {now.Mapping.Reference}", endpoint.Config.Section.File),
        };
    }
}
