namespace TechTalk.SpecFlow.Assist;

/// <summary>
/// Tables to objects and back. Columns are properties or constructor parameters; case, spaces, <c>-</c> and <c>_</c> in their names do not matter.
/// </summary>
public static class TableExtensions
{
    /// <summary>
    /// One object from a table of one row (columns are members), or of two columns (first: member, second: value; the header counts for nothing
    /// when it reads Field and Value, else as the first member).
    /// </summary>
    /// <exception cref="InvalidOperationException">A column is no member, or the type can't be made.</exception>
    public static T CreateInstance<T>(this Table table) => InstanceBuilder<T>.Build(VerticalTable.ToOneRow(table, typeof(T)));

    /// <summary>One object per row.</summary>
    public static IEnumerable<T> CreateSet<T>(this Table table) => [.. table.Rows.Select(InstanceBuilder<T>.Build)];

    public static T CreateInstance<T>(this TableRow row) => InstanceBuilder<T>.Build(row);

    /// <summary>Compares the members that the table names.</summary>
    /// <exception cref="ComparisonException">What differs, by member.</exception>
    public static void CompareToInstance<T>(this Table table, T instance)
    {
        var differences = InstanceComparison<T>.Differences(VerticalTable.ToOneRow(table, typeof(T)), instance);
        if (differences.Count > 0)
            throw new ComparisonException($"The {typeof(T).Name} is not as the table says:\n" + string.Join("\n", differences.Select(d => "  " + d)));
    }

    /// <summary>Each row has its own element and each element its row; in the same order if asked.</summary>
    /// <exception cref="ComparisonException">Rows without an element (<c>-</c>) and elements without a row (<c>+</c>).</exception>
    public static void CompareToSet<T>(this Table table, IEnumerable<T> set, bool sequentialEquality = false) =>
        SetComparison<T>.Compare(table, [.. set], sequentialEquality);
}

/// <summary>Other names under which a member may stand in a table.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class TableAliasesAttribute(params string[] aliases) : Attribute
{
    public IReadOnlyList<string> Aliases { get; } = aliases;
}

/// <summary>A table and what it was compared with differ.</summary>
public sealed class ComparisonException(string message) : Exception(message);
