using System.Data.Common;
using System.Text;
using System.Text.Json;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Finding;

/// <summary>What names are found by: pairs of neighbouring characters, of the name itself and of its initials. Both databases index them alike, also words of two characters.</summary>
internal static class NameWords
{
    private const int Batch = 500;

    /// <summary>How a name is compared: width, case, blanks and punctuation do not count.</summary>
    public static string Key(string? text) => text is null ? "" : string.Concat(text.Normalize(NormalizationForm.FormKC).Where(char.IsLetterOrDigit)).ToUpperInvariant();

    /// <summary>Rows that a search for the key must find.</summary>
    public static IReadOnlyList<string> Grams(string key, bool initials = false)
    {
        var mark = initials ? "~" : "";
        return key.Length == 1 ? [mark + key] : [.. Enumerable.Range(0, Math.Max(0, key.Length - 1)).Select(i => mark + key.Substring(i, 2)).Distinct()];
    }

    /// <summary>Made again from the names that stand in the archive now.</summary>
    public static async Task ReplaceAsync(DbConnection connection, DbTransaction transaction, SqlDialect dialect, IReadOnlyCollection<string> customers, CancellationToken cancellationToken)
    {
        var tables = Sql.Tables(dialect);
        foreach (var some in customers.Distinct().Order(StringComparer.Ordinal).Chunk(Batch))
        {
            var names = await tables.ReadAsync(connection, transaction, $"SELECT c.customer_no, c.name, c.short_name FROM {tables.Rows("no")} JOIN {{t}}customer c ON c.customer_no = u.no",
                r => (No: r.Text("customer_no")!, Name: r.Text("name")!, Short: r.Text("short_name")), cancellationToken, Rows(some.Select(no => new { no })));
            var found = names.Select(n => (n.No, Keys: new[] { Key(n.Name), Key(n.Short) }.Where(k => k.Length > 0).Distinct().ToList())).ToList();
            await tables.RunAsync(connection, transaction, $$"""
                INSERT INTO {t}customer_find (customer_no, name_key, initials) SELECT u.no, u.name_key, u.initials FROM {{tables.Rows("no", "name_key", "initials")}} WHERE 1 = 1
                ON CONFLICT (customer_no) DO UPDATE SET name_key = excluded.name_key, initials = excluded.initials
                """, cancellationToken, Rows(found.Select(f => new { no = f.No, name_key = string.Join('|', f.Keys), initials = string.Join('|', f.Keys.SelectMany(Initials.Of).Distinct()) })));
            await tables.RunAsync(connection, transaction, $"DELETE FROM {{t}}name_gram WHERE customer_no IN (SELECT u.no FROM {tables.Rows("no")})", cancellationToken, Rows(some.Select(no => new { no })));
            await tables.RunAsync(connection, transaction, $"INSERT INTO {{t}}name_gram (gram, customer_no) SELECT u.gram, u.no FROM {tables.Rows("gram", "no")} WHERE 1 = 1 ON CONFLICT (gram, customer_no) DO NOTHING", cancellationToken,
                Rows(found.SelectMany(f => All(f.Keys).Select(gram => new { gram, no = f.No }))));
        }
    }

    /// <summary>For customers from before there was such an index.</summary>
    public static async Task FillAsync(DbConnection connection, SqlDialect dialect, CancellationToken cancellationToken)
    {
        const string Missing = "SELECT c.customer_no FROM {t}customer c WHERE NOT EXISTS (SELECT 1 FROM {t}customer_find f WHERE f.customer_no = c.customer_no) ORDER BY c.customer_no LIMIT 5000";
        while (true)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var missing = await Sql.Tables(dialect).ReadAsync(connection, transaction, Missing, r => r.Text("customer_no")!, cancellationToken);
            if (missing.Count == 0)
                return;
            await ReplaceAsync(connection, transaction, dialect, missing, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    // Single characters too, so that one is enough to look for.
    private static IEnumerable<string> All(IReadOnlyList<string> keys) => keys
        .SelectMany(k => Grams(k).Concat(k.Select(c => c.ToString())).Concat(Initials.Of(k).SelectMany(r => Grams(r, initials: true).Concat(r.Select(c => "~" + c)))))
        .Distinct(StringComparer.Ordinal);

    private static (string, object?) Rows<T>(IEnumerable<T> rows) => ("rows", JsonSerializer.Serialize(rows));
}
