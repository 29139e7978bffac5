namespace Integration.CoreApp.Peers;

/// <summary>One peer hub, as this hub reaches it.</summary>
/// <param name="Unit">Org unit whose subtree the peer serves, e.g. <c>cn.zj</c>; its name on the wire.</param>
/// <param name="System">System under whose name its messages come in, e.g. <c>peer-cn.zj</c>.</param>
/// <param name="Endpoints">Outbound interface by domain interface: <c>NAT-1</c> → <c>NAT-1-CN-ZJ-OUT</c>.</param>
public sealed record PeerLink(string Unit, string System, IReadOnlyDictionary<string, string> Endpoints);

/// <summary>This hub among its peers: at most one above it, any number below, each with a subtree of its own.</summary>
/// <param name="self">Org unit whose subtree this hub serves.</param>
public sealed class PeerLinks(string self, IReadOnlyList<PeerLink> all)
{
    public string Self => self;

    public IReadOnlyList<PeerLink> All => all;

    /// <summary>The hub above; null: this is the top.</summary>
    public PeerLink? Above { get; } = all.FirstOrDefault(p => Covers(p.Unit, self));

    public PeerLink? Of(string system) => all.FirstOrDefault(p => p.System == system);

    /// <summary>The hub below whose subtree the unit is in.</summary>
    public PeerLink? Below(string unit) => all.FirstOrDefault(p => p != Above && Covers(p.Unit, unit));

    /// <summary>Where what concerns a unit goes: down to the hub that has it, up if it is outside this hub's subtree, nowhere if it is this hub's own.</summary>
    public PeerLink? Toward(string unit) => Below(unit) ?? (Covers(self, unit) ? null : Above);

    /// <summary>The unit stands on the peer's side of the link.</summary>
    public bool IsBeyond(PeerLink link, string unit) => link == Above ? !Covers(self, unit) : Covers(link.Unit, unit);

    /// <summary>The unit itself, or one below it. The dot keeps cn.zj from covering cn.zjx.</summary>
    public static bool Covers(string unit, string other) => other == unit || other.StartsWith(unit + ".", StringComparison.Ordinal);
}
