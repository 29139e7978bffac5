using System.Reflection;
using Integration.CanonicalModel;

namespace Integration.CoreApp.Orders;

/// <summary>Templates in force, and which of them carries out what.</summary>
public sealed class TemplateLibrary(IReadOnlyCollection<OrderTemplate> templates)
{
    /// <summary>Those that come with the product; an operator's own take their place by a higher version.</summary>
    public static IReadOnlyList<OrderTemplate> Shipped { get; } = Read(Assembly.GetExecutingAssembly());

    /// <summary>The newest of each.</summary>
    public IReadOnlyList<OrderTemplate> All { get; } = [.. templates.GroupBy(t => t.Template).Select(g => g.MaxBy(t => t.Version)!).OrderBy(t => t.Template, StringComparer.Ordinal)];

    /// <summary>Null: there is none of this name and version.</summary>
    public OrderTemplate? Find(string template, int version) => templates.FirstOrDefault(t => t.Template == template && t.Version == version);

    public IReadOnlyList<int> VersionsOf(string template) => [.. templates.Where(t => t.Template == template).Select(t => t.Version).Order()];

    /// <exception cref="OrderRefusedException">No template, or several, fit.</exception>
    public OrderTemplate For(ProductOrderItem item, Reach reach)
    {
        // An older version that served more than the newest one no longer counts.
        var fitting = All.Where(t => t.Serves.Fits(item.Action, item.Offering.Value, reach)).ToList();
        return fitting switch
        {
            [var one] => one,
            [] => throw Refused("order.no-template"),
            _ => throw Refused("order.several-templates"),
        };

        OrderRefusedException Refused(string code) => new(code, null, ("item", item.ItemNo.Value), ("offering", item.Offering.Value), ("action", WireNames.Of(item.Action)), ("reach", WireNames.Of(reach)),
            ("templates", fitting.Count == 0 ? null : string.Join(", ", fitting)));
    }

    private static List<OrderTemplate> Read(Assembly assembly) => [.. assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith("templates/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(n =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(n)!);
            return TemplateJson.Read(reader.ReadToEnd(), n);
        })];
}
