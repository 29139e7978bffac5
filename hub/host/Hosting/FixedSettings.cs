using System.Security.Cryptography;
using Integration.Hub.Core.Configuration;

namespace Integration.Hub.Host.Hosting;

/// <summary>What the process itself stands on, as it was at start: it cannot be exchanged under it.</summary>
internal sealed class FixedSettings
{
    private readonly IReadOnlyList<(string Key, string Value)> _values;

    private FixedSettings(IReadOnlyList<(string Key, string Value)> values) => _values = values;

    public static FixedSettings Of(HubConfig c) => new(
    [
        ("node", c.Node), ("http", c.Http), ("store", c.Store.ToString()), ("tls", c.Tls?.Credential.Name ?? ""), ("lease", c.Lease.ToString()), ("retention", c.Retention.ToString()),
        ("archive", c.Archive ?? ""), ("orgUnit", c.OrgUnit),
        // Addresses and credentials of a peer are those of its interfaces, and are taken over with them.
        ("peers (which there are)", string.Join(", ", c.Peers.Select(p => p.Unit).Order(StringComparer.Ordinal))), ("settlesAfter", c.SettlesAfter.ToString()), ("web", c.Web?.ToString() ?? ""),
        ("orders", Text(c.Orders)), ("warnings", c.Warnings?.ToString() ?? ""), ("alerts", string.Join('|', c.Alerts?.Routes.Select(r => $"{r} {string.Join(',', r.Recipients)}") ?? [])), ("telemetry", c.Telemetry?.ToString() ?? ""),
        ("masterRules (the file or what stands in it)", c.MasterRules is { } rules && File.Exists(rules) ? rules + Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(rules))) : c.MasterRules ?? ""),
    ]);

    // Calendar and templates count what is under way, so all nodes must have the same.
    private static string Text(OrdersConfig? o) => o is null ? "" : string.Join(' ', [o.Templates ?? "", o.Zone.Id, .. o.Hours.Select(h => $"{h.From}-{h.To}"), "closed", .. o.Closed.Order().Select(d => $"{d:O}"), "open", .. o.Open.Order().Select(d => $"{d:O}")]);

    /// <summary>Throws <see cref="ConfigurationException"/> that names every one that has changed.</summary>
    public void Refuse(string file, HubConfig next)
    {
        var errors = _values.Zip(Of(next)._values).Where(v => v.First.Value != v.Second.Value)
            .Select(v => new ConfigError(file, 0, $"{v.First.Key} has changed, and is only read at start: put it back to reload, or restart the node")).ToList();
        if (errors.Count > 0)
            throw new ConfigurationException(errors);
    }
}
