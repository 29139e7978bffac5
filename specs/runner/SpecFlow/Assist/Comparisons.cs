using System.Collections;
using System.Globalization;
using Integration.Specs.Runner.Bindings;

namespace TechTalk.SpecFlow.Assist;

/// <summary>What differs between a row and an object, in the columns that the row has.</summary>
internal static class InstanceComparison<T>
{
    public static IReadOnlyList<string> Differences(TableRow row, T instance)
    {
        if (instance is null)
            return [$"there is none (null), the table says {string.Join(", ", row.Select(c => $"{c.Key}: {c.Value}"))}"];
        var differences = new List<string>();
        foreach (var (column, expected) in row)
        {
            var property = MemberNames.Property(instance.GetType(), column) ?? throw MemberNames.Unknown(instance.GetType(), column);
            var actual = property.GetValue(instance);
            if (!Same(expected, actual, property.PropertyType))
                differences.Add($"{property.Name}: expected '{expected}', is '{Show(actual)}'");
        }
        return differences;
    }

    public static string Show(object? value) => value switch
    {
        null => "",
        string text => text,
        IFormattable formattable => formattable.ToString(value is DateTimeOffset ? "O" : null, CultureInfo.InvariantCulture),
        IEnumerable list => string.Join(", ", list.Cast<object?>().Select(Show)),
        _ => value.ToString() ?? "",
    };

    private static bool Same(string expected, object? actual, Type type)
    {
        if (actual is null)
            return expected.Length == 0;
        try
        {
            var wanted = ValueConversion.Convert(expected, type);
            return wanted is IEnumerable list and not string
                ? list.Cast<object?>().SequenceEqual(((IEnumerable)actual).Cast<object?>())
                : Equals(wanted, actual);
        }
        catch (FormatException)
        {
            // A type that can't be read from text is compared as it is shown.
            return Show(actual) == expected;
        }
    }
}

/// <summary>Pairs rows with elements.</summary>
internal static class SetComparison<T>
{
    public static void Compare(Table table, IReadOnlyList<T> set, bool inOrder)
    {
        var missing = new List<TableRow>();
        var unexpected = set.ToList();
        if (inOrder)
            missing.AddRange(table.Rows.Where((row, i) => i >= set.Count || !Matches(row, set[i])));
        else
            missing.AddRange(table.Rows.Where(row => !Take(row, unexpected)));
        if (inOrder)
            unexpected = [.. set.Where((item, i) => i >= table.RowCount || !Matches(table.Rows[i], item))];
        if (missing.Count > 0 || unexpected.Count > 0)
            throw new ComparisonException(Report(table, set.Count, missing, unexpected));
    }

    private static bool Matches(TableRow row, T item) => InstanceComparison<T>.Differences(row, item).Count == 0;

    private static bool Take(TableRow row, List<T> from)
    {
        var index = from.FindIndex(item => Matches(row, item));
        if (index >= 0)
            from.RemoveAt(index);
        return index >= 0;
    }

    private static string Report(Table table, int count, List<TableRow> missing, List<T> unexpected)
    {
        var lines = missing.Select(r => "- | " + string.Join(" | ", r.Values) + " |")
            .Concat(unexpected.Select(item => "+ | " + string.Join(" | ", table.Header.Select(h => Cell(h, item))) + " |"));
        return $"The table has {table.RowCount} rows, the set {count}. Missing (-) and unexpected (+):\n  | {string.Join(" | ", table.Header)} |\n{string.Join("\n", lines)}";
    }

    private static string Cell(string column, T item) => item is null
        ? "null"
        : InstanceComparison<T>.Show(MemberNames.Property(item.GetType(), column)?.GetValue(item));
}
