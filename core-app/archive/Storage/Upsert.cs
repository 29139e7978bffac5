namespace Integration.CoreApp.Archive.Storage;

/// <summary>SQL that writes rows of a table so that per facet the newest message stays.</summary>
internal static class Upsert
{
    /// <summary>PostgreSQL: all rows in one statement, one array per column.</summary>
    public static string Many(ArchiveTable table, Existing existing = Existing.Newest)
    {
        var columns = table.Columns;
        var arrays = string.Join(", ", columns.Select((c, i) => $"@p{i}::{PostgresType(c.Kind)}[]"));
        var values = string.Join(", ", columns.Select(c => IsJson(c) ? $"u.{c.Name}::jsonb" : $"u.{c.Name}"));
        return $"INSERT INTO archive.{table.Name} AS t ({Names(columns)}) SELECT {values} FROM unnest({arrays}) AS u ({Names(columns)}) {OnConflict(table, existing)}";
    }

    /// <summary>SQLite: one row.</summary>
    public static string One(ArchiveTable table, Existing existing = Existing.Newest) =>
        $"INSERT INTO archive_{table.Name} AS t ({Names(table.Columns)}) VALUES ({string.Join(", ", table.Columns.Select((_, i) => $"@p{i}"))}) {OnConflict(table, existing)}";

    private static string OnConflict(ArchiveTable table, Existing existing)
    {
        if (existing == Existing.Stay)
            return $"ON CONFLICT ({Names(table.Keys)}) DO NOTHING";
        if (existing == Existing.Replaced)
            return $"ON CONFLICT ({Names(table.Keys)}) DO UPDATE SET {string.Join(", ", table.Columns.Skip(table.Keys.Count).Select(c => $"{c.Name} = excluded.{c.Name}"))}";
        var sets = table.Facets.SelectMany(f => f.Columns.Concat(f.Stamp).Select(c => $"{c.Name} = CASE WHEN {Newer(f)} THEN {New(f, c)} ELSE t.{c.Name} END"));
        return $"""
            ON CONFLICT ({Names(table.Keys)}) DO UPDATE SET
            {string.Join(",\n", sets)}
            WHERE {string.Join(" OR ", table.Facets.Select(f => $"({Newer(f)})"))}
            """;
    }

    private static string Newer(Facet f)
    {
        var later = $"(excluded.{f.At}, excluded.{f.Name}_sequence, excluded.{f.Name}_line) > (t.{f.At}, t.{f.Name}_sequence, t.{f.Name}_line)";
        // A null rank compares to null, which is not true: then the time decides.
        var order = f.Ranked ? $"CASE WHEN excluded.{f.Rank} <> t.{f.Rank} THEN excluded.{f.Rank} > t.{f.Rank} ELSE {later} END" : later;
        // Whoever stands nearer to the master is believed, whenever it spoke.
        return $"""
            excluded.{f.At} IS NOT NULL AND (t.{f.At} IS NULL OR excluded.{f.Authority} < COALESCE(t.{f.Authority}, 0)
            OR excluded.{f.Authority} = COALESCE(t.{f.Authority}, 0) AND {order})
            """;
    }

    private static string New(Facet facet, Column column) =>
        facet.Partial && !column.Always && facet.Columns.Contains(column) ? $"COALESCE(excluded.{column.Name}, t.{column.Name})" : $"excluded.{column.Name}";

    public static string Names(IEnumerable<Column> columns) => string.Join(", ", columns.Select(c => c.Name));

    private static bool IsJson(Column column) => column.Kind is ColumnKind.Json;

    public static string PostgresType(ColumnKind kind) => kind switch
    {
        ColumnKind.Whole => "bigint",
        ColumnKind.Instant => "timestamptz",
        ColumnKind.Day => "date",
        ColumnKind.Message => "uuid",
        _ => "text",
    };
}

/// <summary>What becomes of a row that is there already.</summary>
internal enum Existing
{
    /// <summary>Per facet the newer of the two stays.</summary>
    Newest,

    /// <summary>It is replaced: the decision was made before, under its lock.</summary>
    Replaced,

    /// <summary>It stays, and the new one is not written.</summary>
    Stay,
}
