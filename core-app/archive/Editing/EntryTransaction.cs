using System.Text.Json;
using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Finding;
using Integration.CoreApp.Archive.Pages;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;
using Shared = Integration.CoreApp.Shared;

namespace Integration.CoreApp.Archive.Editing;

/// <summary>What an entry asks and writes beside the record itself, in its transaction.</summary>
internal sealed class EntryTransaction(IInBoxTransaction transaction, Editor editor)
{
    private readonly Shared.TableSpace _tables = Sql.Tables(transaction.Dialect);

    /// <summary>What the same request made before; null: it is new. Two of one moment come one after the other.</summary>
    public async Task<string?> EarlierAsync(string requestId, CancellationToken cancellationToken)
    {
        if (transaction.Dialect == SqlDialect.PostgreSql)
            await _tables.RunAsync(transaction.Connection, transaction.Transaction, "SELECT pg_advisory_xact_lock(@lock)", cancellationToken, ("lock", Shared.TableMigrations.LockOf("entry " + requestId)));
        return await OneAsync("SELECT result AS x FROM {t}entry_request WHERE request_id = @id AND who = @who", cancellationToken, ("id", Id(requestId)), ("who", editor.Name));
    }

    public Task RememberAsync(string requestId, string result, DateTimeOffset at, CancellationToken cancellationToken) => _tables.RunAsync(transaction.Connection, transaction.Transaction,
        "INSERT INTO {t}entry_request (request_id, who, result, at) VALUES (@id, @who, @result, @at)", cancellationToken, ("id", Id(requestId)), ("who", editor.Name), ("result", result), ("at", at));

    /// <summary>Those of the numbers that somebody bears.</summary>
    public async Task<IReadOnlySet<string>> TakenAsync(IReadOnlyList<string> numbers, CancellationToken cancellationToken) => (await _tables.ReadAsync(transaction.Connection, transaction.Transaction, $$"""
        SELECT u.no AS x FROM {{_tables.Rows("no")}} WHERE EXISTS (SELECT 1 FROM {t}customer c WHERE c.customer_no = u.no) OR EXISTS (SELECT 1 FROM {t}party p WHERE p.party_no = u.no)
        """, r => r.Text("x")!, cancellationToken, ("rows", JsonSerializer.Serialize(numbers.Select(no => new { no }))))).ToHashSet();

    /// <summary>The service is one of the customer's, under whichever number it came.</summary>
    public async Task<bool> HasServiceAsync(string customerNo, string serviceNo, CancellationToken cancellationToken) => await OneAsync("""
        SELECT service_no AS x FROM {t}product WHERE service_key = @key AND customer_no IN (SELECT party_no FROM {t}party WHERE root_no = @no UNION SELECT @no) LIMIT 1
        """, cancellationToken, ("key", ServiceKey.Of(serviceNo)), ("no", customerNo)) is not null;

    /// <summary>Another customer of the same name that the editor sees.</summary>
    public Task<string?> NamesakeAsync(string name, CancellationToken cancellationToken)
    {
        var key = NameWords.Key(name);
        var q = new Question(transaction.Dialect).With("name", key).With("begins", key + "|");
        return OneAsync($$"""
            SELECT c.customer_no AS x FROM {t}name_gram g JOIN {t}customer c ON c.customer_no = g.customer_no JOIN {t}customer_find f ON f.customer_no = c.customer_no
            WHERE g.gram = @gram AND (f.name_key = @name OR substr(f.name_key, 1, length(@begins)) = @begins) AND {{q.Scope(editor.Reach)}} ORDER BY c.customer_no LIMIT 1
            """, cancellationToken, [.. q.Values, ("gram", NameWords.Grams(key).FirstOrDefault() ?? "")]);
    }

    /// <summary>Of many names at once: key of the name → another customer that bears it and that the editor sees.</summary>
    public async Task<IReadOnlyDictionary<string, string>> NamesakesAsync(IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        (await Alike.OfAsync(transaction.Connection, transaction.Transaction, transaction.Dialect, names, editor.Reach, cancellationToken)).Where(a => a.Same).DistinctBy(a => a.Key).ToDictionary(a => a.Key, a => a.CustomerNo);

    /// <summary>A customer stays within the editor's units, and its head office is one that the editor sees and not below itself.</summary>
    public async Task CheckUnitAndParentAsync(CustomerProfileChanged profile, string? unitBefore, string? parentBefore, CancellationToken cancellationToken)
    {
        var check = new EntryCheck();
        var unit = profile.OrgUnit.Value;
        if (unit != unitBefore && editor.Reach.OrgUnits is { } units && !units.Any(u => unit == u || unit.StartsWith(u + ".", StringComparison.Ordinal)))
            check.Problem("orgUnit", "notAllowed");
        if (profile.ParentCustomerNo?.Value is { } parent && parent != parentBefore)
        {
            if (parent == profile.CustomerNo.Value || await IsBelowAsync(parent, profile.CustomerNo.Value, cancellationToken))
                check.Problem("parentCustomerNo", "notAllowed");
            else if (await CustomerPage.FindAsync(transaction.Connection, transaction.Transaction, transaction.Dialect, parent, editor.Reach with { Managers = null }, cancellationToken) != parent)
                check.Problem("parentCustomerNo", "unknown");
        }
        check.Throw();
    }

    public Task ChangedAsync(string customerNo, string what, IReadOnlyList<(string Attribute, string? Before, string? After)> values, string? note, MessageId message, DateTimeOffset at, CancellationToken cancellationToken) =>
        ChangedAsync([new HistoryLines(customerNo, what, values, note, message)], at, cancellationToken);

    public Task ChangedAsync(IReadOnlyList<HistoryLines> changes, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var postgres = transaction.Dialect == SqlDialect.PostgreSql;
        var rows = changes.SelectMany(c => c.Values.Select(v => new { id = Guid.CreateVersion7(at).ToString("N"), no = c.CustomerNo, what = c.What, attribute = v.Attribute, before = v.Before, after = v.After, note = c.Note, message = c.Message.ToString() }));
        return _tables.RunAsync(transaction.Connection, transaction.Transaction, $$"""
            INSERT INTO {t}customer_change (change_id, customer_no, at, who, what, attribute, before, after, note, message)
            SELECT u.id, u.no, @at, @who, u.what, u.attribute, u.before, u.after, u.note, {{(postgres ? "u.message::uuid" : "u.message")}} FROM {{_tables.Rows("id", "no", "what", "attribute", "before", "after", "note", "message")}}
            """, cancellationToken, ("at", at), ("who", editor.Name), ("rows", JsonSerializer.Serialize(rows)));
    }

    private async Task<bool> IsBelowAsync(string customerNo, string top, CancellationToken cancellationToken) => await OneAsync("""
        WITH RECURSIVE up (no) AS (SELECT CAST(@customer AS text) UNION SELECT c.parent_customer_no FROM {t}customer c JOIN up ON c.customer_no = up.no WHERE c.parent_customer_no IS NOT NULL)
        SELECT no AS x FROM up WHERE no = @top
        """, cancellationToken, ("customer", customerNo), ("top", top)) is not null;

    private async Task<string?> OneAsync(string text, CancellationToken cancellationToken, params (string, object?)[] values) =>
        (await _tables.ReadAsync(transaction.Connection, transaction.Transaction, text, r => r.Text("x"), cancellationToken, values)).FirstOrDefault();

    // Everybody has request ids of one's own: nobody learns what another's request made.
    private string Id(string requestId) => $"{editor.Name}:{requestId}";
}

/// <summary>What people changed of one customer, attribute by attribute.</summary>
internal sealed record HistoryLines(string CustomerNo, string What, IReadOnlyList<(string Attribute, string? Before, string? After)> Values, string? Note, MessageId Message);

/// <summary>An edit that may be done: what is said, and what it changes.</summary>
internal sealed record ProfileChange(CustomerProfileChanged Profile, IReadOnlyList<ChangedColumn> Columns)
{
    public IReadOnlyList<(string Attribute, string? Before, string? After)> Values => [.. Columns.Where(c => c.Column.With is null).Select(c => (c.Column.Attribute, c.Before, c.After))];
}
