using System.Data.Common;
using System.Text.Json;
using Integration.CoreApp.Shared;

namespace Integration.Hub.Access;

/// <param name="Query">The page's address after the question mark.</param>
public sealed record SavedView(string Name, string Query, IReadOnlyList<string> Columns, DateTimeOffset SavedAt);

/// <summary>Lists as a person likes to see them. Everybody has one's own.</summary>
public sealed class SavedViews(Func<CancellationToken, ValueTask<DbConnection>> open, SqlDialect dialect, TimeProvider time)
{
    private readonly TableSpace _tables = AccessSchema.Tables(dialect);

    public async Task<IReadOnlyList<SavedView>> ListAsync(string person, string page, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        return await _tables.ReadAsync(connection, null, "SELECT name, query, columns, saved_at FROM {t}saved_view WHERE person = @person AND page = @page ORDER BY name",
            r => new SavedView(r.Text("name")!, r.Text("query")!, JsonSerializer.Deserialize<string[]>(r.Text("columns")!)!, r.Instant("saved_at")!.Value), cancellationToken,
            ("person", person), ("page", page));
    }

    public Task PutAsync(string person, string page, string name, string query, IReadOnlyList<string> columns, CancellationToken cancellationToken) => RunAsync("""
        INSERT INTO {t}saved_view (person, page, name, query, columns, saved_at) VALUES (@person, @page, @name, @query, @columns, @now)
        ON CONFLICT (person, page, name) DO UPDATE SET query = excluded.query, columns = excluded.columns, saved_at = excluded.saved_at
        """, cancellationToken, ("person", person), ("page", page), ("name", name), ("query", query), ("columns", JsonSerializer.Serialize(columns)), ("now", time.GetUtcNow()));

    public Task DeleteAsync(string person, string page, string name, CancellationToken cancellationToken) =>
        RunAsync("DELETE FROM {t}saved_view WHERE person = @person AND page = @page AND name = @name", cancellationToken, ("person", person), ("page", page), ("name", name));

    private async Task RunAsync(string text, CancellationToken cancellationToken, params (string, object?)[] values)
    {
        await using var connection = await open(cancellationToken);
        await _tables.RunAsync(connection, null, text, cancellationToken, values);
    }
}
