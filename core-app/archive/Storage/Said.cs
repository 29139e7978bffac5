using System.Globalization;

namespace Integration.CoreApp.Archive.Storage;

/// <summary>Who said a value, when, and in which message: its lineage.</summary>
/// <param name="Source">System, and after a slash the interface that brought it.</param>
/// <param name="Sequence">The message's place in the box.</param>
/// <param name="Line">Line within a batch message, from 1.</param>
/// <param name="Accepted">Set when the value stands because a person took it; null: because of who said it.</param>
internal sealed record Said(string Source, DateTimeOffset At, long Sequence, long Line, string Message, Acceptance? Accepted = null)
{
    public string System => SystemOf(Source);

    public static string SystemOf(string source) => source.Split('/', 2)[0];

    public bool IsAfter(Said other) => (At, Sequence, Line).CompareTo((other.At, other.Sequence, other.Line)) > 0;

    /// <summary>One text, for the JSON object of a row's sources.</summary>
    public string Pack() => string.Join('|', [Source, Sql.Sortable(Sql.Micro(At)), $"{Sequence}", $"{Line}", Message, .. Accepted?.Parts() ?? []]);

    public static Said Unpack(string packed)
    {
        // An overruled value may hold anything, so it stands last.
        var parts = packed.Split('|', 5 + Acceptance.Length);
        return new Said(parts[0], DateTimeOffset.Parse(parts[1], CultureInfo.InvariantCulture), long.Parse(parts[2], CultureInfo.InvariantCulture), long.Parse(parts[3], CultureInfo.InvariantCulture), parts[4], Acceptance.Of(parts.AsSpan(5)));
    }

    /// <summary>A facet's stamp in a row; null if nobody has filled the facet.</summary>
    public static Said? Of(ArchiveTable table, Facet facet, object?[] row) => row[table.At(facet.At)] is DateTimeOffset at
        ? new Said(
            (string?)row[table.At(facet.Source)] ?? "", new DateTimeOffset(Sql.Micro(at)), (long?)row[table.At(facet.Name + "_sequence")] ?? 0,
            (long?)row[table.At(facet.Name + "_line")] ?? 0, row[table.At(facet.Name + "_message")]?.ToString() ?? "")
        : null;
}

/// <summary>A person took another system's value in the place of the master's.</summary>
/// <param name="System">Whose value was overruled.</param>
/// <param name="Over">The overruled value; null: there was none.</param>
internal sealed record Acceptance(string By, DateTimeOffset At, string System, string? Over)
{
    /// <summary>As many parts does it have in a packed text.</summary>
    public const int Length = 4;

    public string[] Parts() => [By.Replace('|', '/'), Sql.Sortable(Sql.Micro(At)), System, Over is null ? "" : "=" + Over];

    public static Acceptance? Of(ReadOnlySpan<string> parts) => parts.Length < Length
        ? null
        : new Acceptance(parts[0], DateTimeOffset.Parse(parts[1], CultureInfo.InvariantCulture), parts[2], parts[3].Length == 0 ? null : parts[3][1..]);
}
