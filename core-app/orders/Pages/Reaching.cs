using Integration.CoreApp.Shared;
using HubReach = Integration.Hub.Reach;

namespace Integration.CoreApp.Orders;

/// <summary>Which orders somebody may see, as a condition on their rows.</summary>
internal static class Reaching
{
    /// <param name="order">Alias of the order's row.</param>
    /// <param name="values">Parameters are added here.</param>
    public static string Condition(HubReach reach, string order, List<(string Name, object? Value)> values)
    {
        var parts = new List<string> { "1 = 1" };
        if (reach.OrgUnits is { } units)
            parts.Add(Units(units, order, "within", values));
        if (reach.Managers is { } managers)
            parts.Add(managers.Count == 0 ? "1 = 0" : $"{order}.manager IN ({Names("of", managers, values)})");
        return string.Join(" AND ", parts);
    }

    /// <summary>Whole subtrees.</summary>
    public static string Units(IReadOnlyList<string> units, string order, string name, List<(string Name, object? Value)> values) =>
        Subtree.Condition(units, $"{order}.org_unit", name, (parameter, value) => values.Add((parameter, value)));

    public static string Names(string name, IReadOnlyList<string> of, List<(string Name, object? Value)> values)
    {
        values.AddRange(of.Select((v, i) => ($"{name}{i}", (object?)v)));
        return string.Join(", ", of.Select((_, i) => $"@{name}{i}").DefaultIfEmpty("NULL"));
    }
}
