namespace Integration.CoreApp.Archive.Storage;

/// <summary>
/// A table that messages write into. Its columns stand in facets: the columns of a facet come from the same kind of message and change
/// together, and each facet remembers which message it is from. So messages may come late, twice or out of order: per facet the newest one stays.
/// </summary>
/// <param name="Entity">What the master rules call it; null where no system is set above another.</param>
internal sealed record ArchiveTable(string Name, IReadOnlyList<Column> Keys, IReadOnlyList<Facet> Facets, string? Entity = null)
{
    /// <summary>All columns in the order of a row's values.</summary>
    public IReadOnlyList<Column> Columns { get; } = [.. Keys, .. Facets.SelectMany(f => f.Columns.Concat(f.Stamp))];

    /// <summary>Where a column stands in a row.</summary>
    public int At(string column) => _places[column];

    private readonly Dictionary<string, int> _places =
        Keys.Concat(Facets.SelectMany(f => f.Columns.Concat(f.Stamp))).Select((c, i) => (c.Name, i)).ToDictionary(c => c.Name, c => c.i, StringComparer.Ordinal);
}

/// <param name="Name">Prefix of its stamp columns.</param>
/// <param name="Columns">What it holds.</param>
/// <param name="Partial">True: a message need not have every value; what it lacks stays as it was.</param>
/// <param name="Ranked">True: the source numbers its messages, and that number, where both have one, decides before the time.</param>
/// <param name="Mixed">True: several systems tell of it, and the master rules decide value by value (<see cref="Merge"/>).</param>
internal sealed record Facet(string Name, IReadOnlyList<Column> Columns, bool Partial = false, bool Ranked = false, bool Mixed = false)
{
    public string At => Name + "_at";

    public string Rank => Name + "_rank";

    public string Authority => Name + "_authority";

    public string Source => Name + "_source";

    public string Sources => Name + "_sources";

    /// <summary>
    /// Lineage: when it happened, then the message's number in the box, then its line, the message itself, its system and interface. A facet
    /// of one kind of source adds how far that stands from the master; a mixed one names the values that are from another message than the rest.
    /// </summary>
    public IReadOnlyList<Column> Stamp { get; } =
    [
        new(Name + "_at", ColumnKind.Instant),
        .. Ranked ? [new Column(Name + "_rank", ColumnKind.Whole)] : Array.Empty<Column>(),
        new(Name + "_sequence", ColumnKind.Whole),
        new(Name + "_line", ColumnKind.Whole),
        new(Name + "_message", ColumnKind.Message),
        new(Name + "_source", ColumnKind.Text),
        Mixed ? new Column(Name + "_sources", ColumnKind.Json) : new Column(Name + "_authority", ColumnKind.Whole),
    ];
}

/// <param name="Always">Replaced also by nothing, even in a partial facet.</param>
/// <param name="With">Part of another column's value: it goes where that goes.</param>
/// <param name="Quiet">Not compared between systems.</param>
internal sealed record Column(string Name, ColumnKind Kind, bool Always = false, string? With = null, bool Quiet = false)
{
    /// <summary>The canonical name, e.g. <c>creditClass</c>.</summary>
    public string Attribute { get; } = string.Concat(Name.Split('_').Select((w, i) => i == 0 ? w : char.ToUpperInvariant(w[0]) + w[1..]));

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
}
