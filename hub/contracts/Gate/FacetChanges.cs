using System.Globalization;
using Newtonsoft.Json.Linq;

namespace Integration.Hub.Contracts;

/// <summary>One restriction that came, went or changed.</summary>
internal static class FacetChanges
{
    private static readonly string[] Upper = ["maxLength", "maxInclusive", "maxExclusive", "maximum", "exclusiveMaximum", "totalDigits", "fractionDigits", "maxItems"];
    private static readonly string[] Lower = ["minLength", "minInclusive", "minExclusive", "minimum", "exclusiveMinimum", "minItems"];

    public static void Add(string what, string name, string? before, string? after, Flow flow, List<ContractChange> changes)
    {
        if (before == after)
            return;
        if (name == "values" && before is not null && after is not null)
            Values(what, before.Split('|'), after.Split('|'), flow, changes);
        else
            changes.Add(Judge($"{what} {name}", name, before, after, flow));
    }

    private static void Values(string what, string[] before, string[] after, Flow flow, List<ContractChange> changes)
    {
        if (before.Except(after).ToList() is { Count: > 0 } gone)
            changes.Add(new ContractChange(true, $"{what} no longer has the value {string.Join(", ", gone)}", Whom.Narrowed(flow)));
        if (after.Except(before).ToList() is { Count: > 0 } more)
            changes.Add(DocumentChanges.Wider($"{what} has the further value {string.Join(", ", more)}", flow));
    }

    private static ContractChange Judge(string what, string name, string? before, string? after, Flow flow)
    {
        var change = $"{what} was {before ?? "free"} and is {after ?? "free"}";
        if (IsLimit(name) && (before is null || after is null))
            return before is null ? new ContractChange(true, change, Whom.Narrowed(flow)) : DocumentChanges.Wider(change, flow);
        if (IsLimit(name) && Number(before!) is { } old && Number(after!) is { } now)
        {
            var wider = Upper.Contains(name) ? now > old : now < old;
            return wider ? DocumentChanges.Wider(change, flow) : new ContractChange(true, change, Whom.Narrowed(flow));
        }
        return name switch
        {
            "position" or "at" or "length" or "align" or "pad" => new ContractChange(true, change, "it is read at the wrong place of the record"),
            "text" when HasAll(before, after) => DocumentChanges.Wider($"{what} has a further form", flow),
            "additionalProperties" when after is null or "True" or "true" => DocumentChanges.Wider(change, flow),
            "values" or "pattern" or "format" or "const" when after is null => DocumentChanges.Wider(change, flow),
            _ => new ContractChange(true, change, "one side keeps to the old rule"),
        };
    }

    // One of several forms: those that were approved are all still there.
    private static bool HasAll(string? before, string? after) => before is ['[', ..] && after is ['[', ..] && JArray.Parse(before) is var old && JArray.Parse(after) is var now
        && old.All(o => now.Any(n => JToken.DeepEquals(o, n)));

    private static bool IsLimit(string name) => Upper.Contains(name) || Lower.Contains(name);

    private static decimal? Number(string text) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
