using System.Globalization;

namespace Integration.CoreApp.Archive.Storage;

/// <summary>Who said a value, when, and in which message: its lineage.</summary>
/// <param name="Source">System, and after a slash the interface that brought it.</param>
/// <param name="Sequence">The message's place in the box.</param>
/// <param name="Line">Line within a batch message, from 1.</param>
internal sealed record Said(string Source, DateTimeOffset At, long Sequence, long Line, string Message)
{
    public string System => SystemOf(Source);

    public static string SystemOf(string source) => source.Split('/', 2)[0];

    public bool IsAfter(Said other) => (At, Sequence, Line).CompareTo((other.At, other.Sequence, other.Line)) > 0;

    /// <summary>One text, for the JSON object of a row's sources.</summary>
    public string Pack() => string.Join('|', Source, Sql.Sortable(Sql.Micro(At)), Sequence, Line, Message);

    public static Said Unpack(string packed)
    {
        var parts = packed.Split('|');
        return new Said(parts[0], DateTimeOffset.Parse(parts[1], CultureInfo.InvariantCulture), long.Parse(parts[2], CultureInfo.InvariantCulture), long.Parse(parts[3], CultureInfo.InvariantCulture), parts[4]);
    }

    /// <summary>A facet's stamp in a row; null if nobody has filled the facet.</summary>
    public static Said? Of(ArchiveTable table, Facet facet, object?[] row) => row[table.At(facet.At)] is DateTimeOffset at
        ? new Said(
            (string?)row[table.At(facet.Source)] ?? "", new DateTimeOffset(Sql.Micro(at)), (long?)row[table.At(facet.Name + "_sequence")] ?? 0,
            (long?)row[table.At(facet.Name + "_line")] ?? 0, row[table.At(facet.Name + "_message")]?.ToString() ?? "")
        : null;
}
