using System.Data.Common;
using System.Text;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Finding;

/// <summary>Something that was found, and the customer it belongs to.</summary>
/// <param name="Kind">customer, contact, phone, circuit, account, order, bill, ticket.</param>
/// <param name="Matched">Of a customer: number, name, initials.</param>
public sealed record Hit(string Kind, string Key, string Title, string? Detail, string CustomerNo, string CustomerName, string? Matched = null);

/// <summary>The one search box of the archive: it takes every key and says what kind each hit is.</summary>
/// <param name="open">An open connection of its own; disposed after the question.</param>
public sealed class CustomerSearch(Func<CancellationToken, ValueTask<DbConnection>> open, SqlDialect dialect)
{
    private const int OfAKind = 8;

    // Beginnings shorter than this are too many numbers to look through.
    private const int ShortestNumber = 4;

    // Whom a number belongs to now.
    private const string Owner = "LEFT JOIN {t}party party ON party.party_no = hit.customer_no JOIN {t}customer c ON c.customer_no = COALESCE(party.root_no, hit.customer_no)";

    public async Task<IReadOnlyList<Hit>> FindAsync(string text, Reach reach, int limit, CancellationToken cancellationToken)
    {
        var typed = text.Normalize(NormalizationForm.FormKC).Trim();
        var (name, number) = (NameWords.Key(typed), ServiceKey.Of(typed));
        if (name.Length == 0)
            return [];
        await using var connection = await open(cancellationToken);
        var hits = new List<Hit>();
        async Task AddAsync(Task<IReadOnlyList<Hit>> found) => hits.AddRange(await found);
        if (typed.All(c => c < 128))
        {
            await AddAsync(NumberedAsync(connection, typed, reach, cancellationToken));
            await AddAsync(KeyedAsync(connection, "account", "billing_account", "account_no", typed, "hit.name", reach, cancellationToken));
            await AddAsync(KeyedAsync(connection, "order", "product_order", "order_no", typed, "hit.state", reach, cancellationToken));
            await AddAsync(ExactAsync(connection, "bill", "customer_bill", "bill_no", typed, "hit.period", reach, cancellationToken));
            await AddAsync(ExactAsync(connection, "ticket", "trouble_ticket", "ticket_no", typed, "hit.description", reach, cancellationToken));
            if (number.Any(char.IsAsciiDigit))
            {
                await AddAsync(ServicesAsync(connection, "phone", "service_key", "service_no", number, reach, cancellationToken));
                await AddAsync(ServicesAsync(connection, "circuit", "circuit_key", "circuit_no", number, reach, cancellationToken));
                // Also one that is no product of its own: assigned and not built yet, or the end that a peer has built.
                await AddAsync(ExactAsync(connection, "circuit", "circuit", "circuit_no", typed, "hit.order_no", reach, cancellationToken));
                await AddAsync(PhonesAsync(connection, number, reach, cancellationToken));
            }
        }
        await AddAsync(NamedAsync(connection, name, reach, cancellationToken));
        await AddAsync(ContactsAsync(connection, typed, reach, cancellationToken));
        return [.. hits.DistinctBy(h => (h.Kind, h.Key, h.CustomerNo)).Take(limit)];
    }

    private Task<IReadOnlyList<Hit>> NumberedAsync(DbConnection connection, string number, Reach reach, CancellationToken cancellationToken)
    {
        var q = new Question(dialect).With("no", number.ToUpperInvariant()).With("typed", number);
        return q.AskAsync(connection, $$"""
            SELECT c.customer_no, c.name, c.org_unit FROM {t}customer c
            WHERE ({{q.Begins("c.customer_no", number)}} OR {{q.Begins("c.customer_no", number.ToUpperInvariant())}} OR c.customer_no IN (SELECT p.root_no FROM {t}party p WHERE p.party_no = @typed OR p.party_no = @no))
              AND {{q.Scope(reach)}}
            ORDER BY c.customer_no LIMIT {{OfAKind}}
            """, r => Customer(r, "number"), cancellationToken);
    }

    private async Task<IReadOnlyList<Hit>> NamedAsync(DbConnection connection, string key, Reach reach, CancellationToken cancellationToken)
    {
        var q = new Question(dialect).With("key", key);
        return await q.AskAsync(connection, $$"""
            SELECT c.customer_no, c.name, c.org_unit, k.name_key FROM {t}customer c JOIN {t}customer_find k ON k.customer_no = c.customer_no
            WHERE {{q.Named(key)}} AND {{q.Scope(reach)}}
            ORDER BY CASE WHEN substr(k.name_key, 1, length(@key)) = @key THEN 0 ELSE 1 END, length(k.name_key), c.customer_no LIMIT {{2 * OfAKind}}
            """, r => Customer(r, r.Text("name_key")!.Contains(key, StringComparison.Ordinal) ? "name" : "initials"), cancellationToken);
    }

    private Task<IReadOnlyList<Hit>> ContactsAsync(DbConnection connection, string name, Reach reach, CancellationToken cancellationToken)
    {
        var q = new Question(dialect);
        return q.AskAsync(connection, $$"""
            SELECT hit.name AS title, hit.role AS detail, c.customer_no, c.name FROM {t}contact hit {{Owner}} WHERE {{q.Begins("hit.name", name)}} AND {{q.Scope(reach)}} ORDER BY hit.name, c.customer_no LIMIT {{OfAKind}}
            """, r => Found(r, "contact"), cancellationToken);
    }

    private Task<IReadOnlyList<Hit>> PhonesAsync(DbConnection connection, string key, Reach reach, CancellationToken cancellationToken)
    {
        var q = new Question(dialect).With("key", key);
        var condition = key.Length < ShortestNumber ? "hit.phone_key = @key" : q.Begins("hit.phone_key", key);
        return q.AskAsync(connection, $$"""
            SELECT hit.contact_name AS title, hit.phone_key AS detail, c.customer_no, c.name FROM {t}contact_phone hit {{Owner}} WHERE {{condition}} AND {{q.Scope(reach)}} ORDER BY hit.phone_key, c.customer_no LIMIT {{OfAKind}}
            """, r => Found(r, "contact"), cancellationToken);
    }

    private Task<IReadOnlyList<Hit>> ServicesAsync(DbConnection connection, string kind, string column, string shown, string key, Reach reach, CancellationToken cancellationToken)
    {
        var q = new Question(dialect).With("key", key);
        var condition = key.Length < ShortestNumber ? $"hit.{column} = @key" : q.Begins("hit." + column, key);
        return q.AskAsync(connection, $$"""
            SELECT hit.{{shown}} AS title, COALESCE(hit.offering_name, hit.offering) AS detail, c.customer_no, c.name
            FROM (SELECT * FROM {t}product hit WHERE hit.{{column}} IS NOT NULL AND {{condition}} LIMIT 2000) AS hit {{Owner}}
            WHERE {{q.Scope(reach)}} ORDER BY hit.{{column}}, c.customer_no LIMIT {{OfAKind}}
            """, r => Found(r, kind), cancellationToken);
    }

    private Task<IReadOnlyList<Hit>> KeyedAsync(DbConnection connection, string kind, string table, string column, string key, string detail, Reach reach, CancellationToken cancellationToken)
    {
        var q = new Question(dialect).With("key", key);
        var condition = key.Length < ShortestNumber ? $"hit.{column} = @key" : q.Begins("hit." + column, key);
        return q.AskAsync(connection, $$"""
            SELECT hit.{{column}} AS title, {{detail}} AS detail, c.customer_no, c.name FROM (SELECT * FROM {t}{{table}} hit WHERE {{condition}} LIMIT 2000) AS hit {{Owner}}
            WHERE {{q.Scope(reach)}} ORDER BY hit.{{column}} LIMIT {{OfAKind}}
            """, r => Found(r, kind), cancellationToken);
    }

    private Task<IReadOnlyList<Hit>> ExactAsync(DbConnection connection, string kind, string table, string column, string key, string detail, Reach reach, CancellationToken cancellationToken)
    {
        var q = new Question(dialect).With("key", key);
        return q.AskAsync(connection, $$"""
            SELECT hit.{{column}} AS title, {{detail}} AS detail, c.customer_no, c.name FROM {t}{{table}} hit {{Owner}} WHERE hit.{{column}} = @key AND {{q.Scope(reach)}}
            """, r => Found(r, kind), cancellationToken);
    }

    private static Hit Customer(DbDataReader r, string matched) => new("customer", r.Text("customer_no")!, r.Text("name")!, r.Text("org_unit"), r.Text("customer_no")!, r.Text("name")!, matched);

    private static Hit Found(DbDataReader r, string kind) => new(kind, r.Text("title")!, r.Text("title")!, r.Text("detail"), r.Text("customer_no")!, r.Text("name")!);
}
