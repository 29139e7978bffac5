namespace Integration.Hub.Core.Configuration;

/// <summary>A peer hub (group or province), as an entry of hub.yaml's <c>peers</c> tells.</summary>
/// <param name="Unit">Org unit whose subtree the peer serves.</param>
/// <param name="System">System its interfaces belong to, e.g. <c>peer-cn.zj</c>.</param>
/// <param name="Tag">Part of its interfaces' ids, e.g. <c>CN-ZJ</c>.</param>
public sealed record PeerConfig(string Unit, string System, string Tag)
{
    /// <summary>Ids of the domain's peer interfaces.</summary>
    public static IReadOnlyList<string> Interfaces { get; } = ["NAT-1", "NAT-2", "NAT-3"];

    /// <param name="interface">e.g. <c>NAT-1</c>.</param>
    /// <param name="way">IN or OUT.</param>
    public string IdOf(string @interface, string way) => $"{@interface}-{Tag}-{way}";
}
