using System.Text.RegularExpressions;

namespace Integration.Hub.Core.Configuration;

/// <summary>
/// Reads <c>peers:</c> of hub.yaml. Each entry makes a system of its own out of one adapter file (<c>link.yaml</c>) whose <c>${peer.…}</c> are the
/// entry's: a further province is a further entry and nothing else.
/// </summary>
internal static partial class PeerReader
{
    public static (IReadOnlyList<PeerConfig> Peers, IReadOnlyList<SystemConfig> Systems) Read(
        IReadOnlyList<YamlSection> entries, string? self, IReadOnlyList<string> adapterFolders, string folder, AdapterSurroundings surroundings, List<ConfigError> errors)
    {
        var (peers, systems) = (new List<PeerConfig>(), new List<SystemConfig>());
        var adapters = adapterFolders.Select(a => Path.GetFullPath(a, folder)).ToList();
        foreach (var entry in entries)
        {
            var unit = entry.RequiredText("unit");
            var peer = new PeerConfig(unit, $"peer-{unit}", unit.Replace('.', '-').ToUpperInvariant());
            CheckUnit(self, entry, unit, peers);
            peers.Add(peer);
            var (send, receive, credential) = (Address(entry, "send", entry.RequiredText("send")), Address(entry, "receive", entry.RequiredText("receive")), entry.Text("credential"));
            if (credential is null)
                entry.Report("credential is missing: name of the credential for the peer's queues; queue tables without a sign-in take an empty one ({ })");
            var file = entry.Text("adapter") is { } named ? Path.GetFullPath(named, folder) : adapters.Select(a => Path.Combine(a, "peer", "link.yaml")).FirstOrDefault(File.Exists);
            if (file is null || !File.Exists(file))
            {
                entry.Report($"adapter file {file ?? "peer/link.yaml in the adapters' folders"} does not exist");
                continue;
            }
            var own = Values(peer, send, receive, credential ?? "");
            if (AdapterLoader.LoadPeer(file, surroundings with { Settings = surroundings.Settings.With(own) }, errors) is { } system)
                systems.Add(system);
        }
        return (peers, systems);
    }

    /// <summary>One link whose peer stands for any; none where the program brings no link.</summary>
    public static (IReadOnlyList<PeerConfig> Peers, IReadOnlyList<SystemConfig> Systems) OfNoSite(string file, AdapterSurroundings surroundings, List<ConfigError> errors)
    {
        if (!File.Exists(file))
            return ([], []);
        var peer = new PeerConfig("peer", "peer", "PEER");
        var own = Values(peer, "queue:send", "queue:receive", "");
        return AdapterLoader.LoadPeer(file, surroundings with { Settings = surroundings.Settings.With(own) }, errors) is { } system ? ([peer], [system]) : ([], []);
    }

    private static Dictionary<string, string> Values(PeerConfig peer, string send, string receive, string credential) => new()
    {
        ["peer.unit"] = peer.Unit, ["peer.system"] = peer.System, ["peer.tag"] = peer.Tag, ["peer.send"] = send, ["peer.receive"] = receive, ["peer.credential"] = credential,
    };

    private static string Address(YamlSection entry, string key, string address)
    {
        if (address.StartsWith("amqp", StringComparison.Ordinal) || address.Contains('#') || address.Length == 0)
            return address;
        entry.ReportAt(key, $"{key} is '{address.Split(':', '=')[0]}…', expected the beginning of queue addresses such as amqp://host:5672/nat.cn.to.cn.zj or sqlite:FILE#nat.cn.to.cn.zj; .nat-1, .nat-2, .nat-3 are added");
        return address;
    }

    private static void CheckUnit(string? self, YamlSection entry, string unit, List<PeerConfig> before)
    {
        if (self is null)
            entry.Report("a hub with peers needs orgUnit: the org unit whose subtree it serves, its name to its peers");
        else if (!UnitForm().IsMatch(unit))
            entry.ReportAt("unit", $"unit is '{unit}', expected an org unit such as cn or cn.zj");
        else if (unit == self)
            entry.ReportAt("unit", $"unit is {unit}, which is this hub's own orgUnit");
        else if (!Covers(unit, self) && !Covers(self, unit))
            entry.ReportAt("unit", $"unit is {unit}, which is neither above nor below this hub's orgUnit {self}; hubs beside each other speak through the one above");
        else if (before.FirstOrDefault(p => Clash(p.Unit, unit, self)) is { } other)
            entry.ReportAt("unit", $"unit is {unit}, but there is a peer {other.Unit} already: one hub above, and those below must not contain each other");
    }

    private static bool Clash(string one, string other, string self) => Covers(one, self) == Covers(other, self) && (Covers(one, other) || Covers(other, one));

    private static bool Covers(string unit, string other) => other == unit || other.StartsWith(unit + ".", StringComparison.Ordinal);

    [GeneratedRegex(@"^[a-z0-9]+(\.[a-z0-9]+)*$")]
    private static partial Regex UnitForm();
}
