namespace Integration.CoreApp.Archive.Storage;

/// <summary>
/// A table that messages write into. Its columns stand in facets: the columns of a facet come from the same kind of message and change
/// together, and each facet remembers which message it is from. So messages may come late, twice or out of order: per facet the newest one stays.
/// </summary>
internal sealed record ArchiveTable(string Name, IReadOnlyList<Column> Keys, IReadOnlyList<Facet> Facets)
{
    /// <summary>All columns in the order of a row's values.</summary>
    public IReadOnlyList<Column> Columns { get; } = [.. Keys, .. Facets.SelectMany(f => f.Columns.Concat(f.Stamp))];
}

/// <param name="Name">Prefix of its stamp columns.</param>
/// <param name="Columns">What it holds.</param>
/// <param name="Partial">True: a message need not have every value; what it lacks stays as it was.</param>
/// <param name="Ranked">True: the source numbers its messages, and that number, where both have one, decides before the time.</param>
internal sealed record Facet(string Name, IReadOnlyList<Column> Columns, bool Partial = false, bool Ranked = false)
{
    public string At => Name + "_at";

    public string Rank => Name + "_rank";

    /// <summary>Lineage: when it happened, then the message's number in the box, then its line, and the message itself.</summary>
    public IReadOnlyList<Column> Stamp { get; } =
    [
        new(Name + "_at", ColumnKind.Instant),
        .. Ranked ? [new Column(Name + "_rank", ColumnKind.Whole)] : Array.Empty<Column>(),
        new(Name + "_sequence", ColumnKind.Whole),
        new(Name + "_line", ColumnKind.Whole),
        new(Name + "_message", ColumnKind.Message),
    ];
}

/// <param name="Always">Replaced also by nothing, even in a partial facet.</param>
internal sealed record Column(string Name, ColumnKind Kind, bool Always = false)
{
    public static Column Text(string name) => new(name, ColumnKind.Text);

    public static Column Whole(string name) => new(name, ColumnKind.Whole);

    public static Column Instant(string name) => new(name, ColumnKind.Instant);

    public static Column Day(string name) => new(name, ColumnKind.Day);

    public static Column Json(string name) => new(name, ColumnKind.Json);
}

internal enum ColumnKind
{
    Text,
    Whole,
    Instant,
    Day,
    Json,
    Message,

    /// <summary>JSON object column name → message id: merged, so that it names the source of every single value of a partial facet.</summary>
    Sources,
}
