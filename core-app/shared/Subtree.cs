namespace Integration.CoreApp.Shared;

/// <summary>Org units with everything below them, as a condition on a column of their codes.</summary>
public static class Subtree
{
    /// <summary>
    /// No unit at all holds nothing. Not LIKE: a percent sign in a code must not widen what is seen; the dot keeps cn.zj from seeing cn.zjx. A range and not a
    /// part of the text: of a range the database knows how many rows are in it, of a computed text it guesses one in two hundred.
    /// </summary>
    /// <param name="name">Parameters are called after it.</param>
    public static string Condition(IReadOnlyList<string> units, string column, string name, Action<string, object?> add)
    {
        var parts = new List<string> { "1 = 0" };
        foreach (var (i, unit) in units.Index())
        {
            add($"{name}{i}", unit);
            add($"{name}{i}below", unit + ".");
            // The character after the dot.
            add($"{name}{i}beyond", unit + "/");
            parts.Add($"{column} = @{name}{i} OR ({column} {{binary}} >= @{name}{i}below AND {column} {{binary}} < @{name}{i}beyond)");
        }
        return $"({string.Join(" OR ", parts)})";
    }
}
