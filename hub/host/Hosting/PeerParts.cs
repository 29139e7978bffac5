using Integration.Adapters.Peer;
using Integration.CoreApp.Peers;
using Integration.CoreApp.Settlement;
using Integration.Hub.Core.Configuration;
using Integration.Mappings;

namespace Integration.Hub.Host.Hosting;

/// <summary>What a hub with peers has beyond one without: the rules of who hears what, and the settlement of one-point bills.</summary>
internal sealed class PeerParts
{
    private readonly PeerSubscriber? _peers;
    private readonly SettlementSubscriber? _settlement;

    private PeerParts(PeerSubscriber? peers, SettlementSubscriber? settlement) => (_peers, _settlement) = (peers, settlement);

    public IReadOnlyList<IInBoxSubscriber> Subscribers => _peers is null || _settlement is null ? [] : [_peers, _settlement];

    public static PeerParts Make(HubConfig config, TimeProvider time)
    {
        if (config.Peers.Count == 0)
            return new PeerParts(null, null);
        var links = new PeerLinks(config.OrgUnit, [.. config.Peers.Select(p => new PeerLink(p.Unit, p.System, PeerConfig.Interfaces.ToDictionary(i => i, i => p.IdOf(i, "OUT"))))]);
        return new PeerParts(new PeerSubscriber(links, time), new SettlementSubscriber(config.OrgUnit, links.Above is null, config.SettlesAfter, time));
    }

    /// <summary>The mappings of the folder, and those between hubs where there are peers.</summary>
    public static IMappingLibrary Mappings(HubConfig config, IMappingLibrary folder) => config.Peers.Count == 0
        ? folder
        : new PeerMappings(folder, config.OrgUnit, config.Peers.SelectMany(p => PeerConfig.Interfaces.SelectMany(i => new[] { (p.IdOf(i, "IN"), p.Unit), (p.IdOf(i, "OUT"), p.Unit) })).DistinctBy(e => e.Item1).ToDictionary());

    public void Route(Func<Envelope, IReadOnlyList<DeliveryPlan>> plan)
    {
        if (_peers is not null)
            _peers.Routes = plan;
        if (_settlement is not null)
            _settlement.Routes = plan;
    }
}
