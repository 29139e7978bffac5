using Integration.CanonicalModel;
using Integration.Hub.Core.Configuration;

namespace Integration.Hub.Core.Subscriptions;

/// <summary>Which messages of its types a subscription wants; all parts that are given must hold.</summary>
/// <param name="Levels">Service levels of the customer, as on the wire; empty: all.</param>
/// <param name="OrgUnits">Owning units, each with everything below it; empty: all.</param>
/// <param name="When">Condition on the message in the mapping language; null: none.</param>
/// <param name="PassUnknown">What becomes of a message whose customer is not known (or that has none) when levels or units are asked for.</param>
public sealed record FilterConfig(IReadOnlyList<string> Levels, IReadOnlyList<string> OrgUnits, string? When, bool PassUnknown, int Line)
{
    private static readonly string[] KnownLevels = [.. Enum.GetValues<ServiceLevel>().Select(l => WireNames.Of(l))];

    public bool AsksForCustomer => Levels.Count + OrgUnits.Count > 0;

    internal static FilterConfig? Read(YamlSection? s)
    {
        if (s is null)
            return null;
        var filter = new FilterConfig(s.Texts("levels"), s.Texts("orgUnits"), s.Text("when"), s.Choice("unknownCustomer", false, ("drop", false), ("pass", true)), s.Line);
        foreach (var level in filter.Levels.Except(KnownLevels))
            s.ReportAt("levels", $"{s.Path}.levels: '{level}' is no service level, expected {string.Join(", ", KnownLevels)}{Suggestion.For(level, KnownLevels)}");
        foreach (var unit in filter.OrgUnits.Where(u => string.IsNullOrWhiteSpace(u) || u.EndsWith('.') || u.Contains(' ')))
            s.ReportAt("orgUnits", $"{s.Path}.orgUnits: '{unit}' is no org unit, expected a code such as cn.zj.hz");
        if (s.Text("unknownCustomer") is not null && !filter.AsksForCustomer)
            s.ReportAt("unknownCustomer", $"{s.Path}.unknownCustomer only counts with levels or orgUnits");
        return filter;
    }
}
