using System.Data.Common;
using System.Text.Json;
using Integration.CoreApp.Archive.Crossing;
using Integration.CoreApp.Archive.Finding;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Editing;

/// <summary>A customer whose name is like one that was asked for.</summary>
/// <param name="Key">Of the name that was asked for: <see cref="NameWords.Key"/>.</param>
/// <param name="Same">False: only the form of company differs.</param>
internal sealed record Alike(string Key, string CustomerNo, string Name, bool Same)
{
    private const int Batch = 2000;

    /// <summary>Customers within reach that bear these names, or nearly.</summary>
    public static async Task<IReadOnlyList<Alike>> OfAsync(DbConnection connection, DbTransaction? transaction, SqlDialect dialect, IReadOnlyList<string> names, Reach reach, CancellationToken cancellationToken)
    {
        var (tables, all) = (Sql.Tables(dialect), new List<Alike>());
        foreach (var some in names.Select(n => (Key: NameWords.Key(n), Party: PartyName.Key(n))).Where(n => n.Party is not null).Distinct().Chunk(Batch))
        {
            var q = new Question(dialect).With("rows", JsonSerializer.Serialize(some.Select(n => n.Party).Distinct().Select(party => new { party })));
            var found = (await tables.ReadAsync(connection, transaction, $$"""
                SELECT p.name_key, c.customer_no, c.name FROM {{tables.Rows("party")}} JOIN {t}party p ON p.name_key = u.party JOIN {t}customer c ON c.customer_no = p.root_no WHERE {{q.Scope(reach)}} ORDER BY c.customer_no
                """, r => (Party: r.Text("name_key")!, No: r.Text("customer_no")!, Name: r.Text("name")!), cancellationToken, [.. q.Values])).ToLookup(f => f.Party);
            all.AddRange(some.SelectMany(n => found[n.Party!].Select(f => new Alike(n.Key, f.No, f.Name, NameWords.Key(f.Name) == n.Key))));
        }
        return all;
    }
}
