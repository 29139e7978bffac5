using Integration.Hub;

namespace Integration.CoreApp.Archive.Storage;

/// <summary>SQL that writes rows of a table so that per facet the newest message stays.</summary>
internal static class Upsert
{
    /// <summary>PostgreSQL: all rows in one statement, one array per column.</summary>
    public static string Many(ArchiveTable table)
    {
        var columns = table.Columns;
        var arrays = string.Join(", ", columns.Select((c, i) => $"@p{i}::{PostgresType(c.Kind)}[]"));
        var values = string.Join(", ", columns.Select(c => IsJson(c) ? $"u.{c.Name}::jsonb" : $"u.{c.Name}"));
        return $"INSERT INTO archive.{table.Name} AS t ({Names(columns)}) SELECT {values} FROM unnest({arrays}) AS u ({Names(columns)}) {OnConflict(table, SqlDialect.PostgreSql)}";
    }

    /// <summary>SQLite: one row.</summary>
    public static string One(ArchiveTable table) =>
        $"INSERT INTO archive_{table.Name} AS t ({Names(table.Columns)}) VALUES ({string.Join(", ", table.Columns.Select((_, i) => $"@p{i}"))}) {OnConflict(table, SqlDialect.Sqlite)}";

    private static string OnConflict(ArchiveTable table, SqlDialect dialect)
    {
        var sets = table.Facets.SelectMany(f => f.Columns.Concat(f.Stamp).Select(c => $"{c.Name} = CASE WHEN {Newer(f)} THEN {New(f, c, dialect)} ELSE t.{c.Name} END"));
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
        return $"excluded.{f.At} IS NOT NULL AND (t.{f.At} IS NULL OR {order})";
    }

    private static string New(Facet facet, Column column, SqlDialect dialect) => column.Kind switch
    {
        ColumnKind.Sources when dialect == SqlDialect.PostgreSql => $"COALESCE(t.{column.Name}, '{{}}') || excluded.{column.Name}",
        ColumnKind.Sources => $"json_patch(COALESCE(t.{column.Name}, '{{}}'), excluded.{column.Name})",
        _ when facet.Partial && !column.Always && facet.Columns.Contains(column) => $"COALESCE(excluded.{column.Name}, t.{column.Name})",
        _ => $"excluded.{column.Name}",
    };

    private static string Names(IEnumerable<Column> columns) => string.Join(", ", columns.Select(c => c.Name));

    private static bool IsJson(Column column) => column.Kind is ColumnKind.Json or ColumnKind.Sources;

    private static string PostgresType(ColumnKind kind) => kind switch
    {
        ColumnKind.Whole => "bigint",
        ColumnKind.Instant => "timestamptz",
        ColumnKind.Day => "date",
        ColumnKind.Message => "uuid",
        _ => "text",
    };
}
