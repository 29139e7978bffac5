using Integration.CanonicalModel;
using Integration.CanonicalModel.Shapes;
using Integration.Hub.Core.Configuration;

namespace Integration.Hub.Core.Subscriptions;

/// <summary>
/// Reads one entry of <c>subscribe:</c>. It names one message, several, or all facts of an area (the first part of interface ids, such as BIL);
/// what comes out is one subscription per message.
/// </summary>
internal static class SubscriptionReader
{
    private const string Everything = "all";

    public static IEnumerable<SubscriptionConfig> Read(YamlSection s, string? format)
    {
        var (mapping, fileName, operation, filter) = (s.Text("mapping"), s.Text("fileName"), s.Text("operation"), FilterConfig.Read(s.Section("filter")));
        var messages = Messages(s);
        if (mapping is null && format is null)
            s.Report($"{s.Path}.mapping is missing; name a mapping, or say at the interface that it takes the canonical form (format: {CanonicalForms.Json} or {CanonicalForms.Xml})");
        if (mapping is not null && messages.Count > 1)
            s.ReportAt("mapping", $"{s.Path}: a mapping takes one message, but {messages.Count} are named here; give each its own entry, or use format");
        return messages.Select(m => new SubscriptionConfig(m, mapping ?? CanonicalForms.Reference(format ?? CanonicalForms.Json, m), fileName, operation, s.Line) { Filter = filter });
    }

    private static IReadOnlyList<string> Messages(YamlSection s)
    {
        var (one, several, area) = (s.Text("message"), s.Texts("messages"), s.Text("area"));
        if (new[] { one is not null, several.Count > 0, area is not null }.Count(given => given) != 1)
        {
            s.Report($"{s.Path}: expected one of message (a canonical type such as CustomerBillIssued@1), messages (a list of them), area (such as BIL, or {Everything})");
            return one is null ? several : [one];
        }
        foreach (var unknown in (one is null ? several : []).Where(m => CanonicalCatalog.Messages.All(k => k.ToString() != m)))
            s.ReportAt("messages", $"{s.Path}.messages: there is no canonical message '{unknown}'{Suggestion.For(unknown, CanonicalCatalog.Messages.Select(m => m.ToString()))}");
        return one is not null ? [one] : several.Count > 0 ? several : Area(s, area!);
    }

    private static IReadOnlyList<string> Area(YamlSection s, string area)
    {
        var facts = CanonicalCatalog.Messages.Where(m => m.Kind == MessageKind.Fact).GroupBy(m => m.Type).Select(g => g.Last()).ToList();
        if (area == Everything)
            return [.. facts.Select(f => f.ToString())];
        var found = facts.Where(f => CanonicalCatalog.InterfacesOf(f).Any(i => i.StartsWith(area + "-", StringComparison.Ordinal))).Select(f => f.ToString()).ToList();
        if (found.Count == 0)
            s.ReportAt("area", $"{s.Path}.area is '{area}', expected {Everything} or one of {string.Join(", ", facts.SelectMany(CanonicalCatalog.InterfacesOf).Select(i => i.Split('-')[0]).Distinct().Order(StringComparer.Ordinal))}");
        return found;
    }
}
