using Integration.CoreApp.Archive.Finding;

namespace Integration.CoreApp.Archive.Pages;

/// <summary>Everything that happened with the customer, in one line of time; and who changed what.</summary>
public sealed partial class CustomerPage
{
    private const string Accounts = "(SELECT account_no FROM {t}billing_account WHERE customer_no IN " + Numbers + ")";

    // kind → its rows as: at, key, title, detail, fen, state.
    private static readonly Dictionary<string, string> Kinds = new()
    {
        ["bill"] = $$"""SELECT bill_at AS at, bill_no AS key, period AS title, account_no AS detail, due_fen AS fen, state FROM {t}customer_bill WHERE customer_no IN {{Numbers}}""",
        ["payment"] = $$"""SELECT paid_at AS at, payment_no AS key, channel AS title, payer_name AS detail, amount_fen AS fen, posting AS state FROM {t}payment WHERE account_no IN {{Accounts}}""",
        ["interaction"] = $$"""SELECT took_place_at AS at, interaction_id AS key, kind AS title, content AS detail, NULL AS fen, NULL AS state FROM {t}interaction WHERE customer_no IN {{Numbers}}""",
        ["ticket"] = $$"""SELECT reported_at AS at, ticket_no AS key, kind AS title, description AS detail, NULL AS fen, state FROM {t}trouble_ticket WHERE customer_no IN {{Numbers}}""",
        ["order"] = $$"""SELECT ordered_at AS at, order_no AS key, name AS title, reason AS detail, NULL AS fen, state FROM {t}product_order WHERE customer_no IN {{Numbers}}""",
        ["workOrder"] = $$"""SELECT COALESCE(progress_at, ordered_at) AS at, work_order_no AS key, type AS title, service_no AS detail, NULL AS fen, state FROM {t}work_order WHERE customer_no IN {{Numbers}}""",
        ["agreement"] = $$"""SELECT agreement_at AS at, agreement_no AS key, type AS title, sla AS detail, amount_fen AS fen, status AS state FROM {t}agreement WHERE customer_no IN {{Numbers}}""",
        ["change"] = $$"""SELECT at, change_id AS key, attribute AS title, who AS detail, NULL AS fen, what AS state FROM {t}customer_change WHERE customer_no IN {{Numbers}}""",
    };

    public static IReadOnlyCollection<string> TimelineKinds => Kinds.Keys;

    /// <param name="kinds">None: all.</param>
    public async Task<ListPage<TimelineEntry>> TimelineAsync(string customerNo, IReadOnlyCollection<string> kinds, string? after, int limit, CancellationToken cancellationToken)
    {
        var (at, place) = Place(after);
        await using var connection = await open(cancellationToken);
        var all = new List<TimelineEntry>();
        foreach (var (kind, rows) in Kinds.Where(k => kinds.Count == 0 || kinds.Contains(k.Key)))
        {
            // Each kind by its own index; together they are sorted here.
            all.AddRange(await _tables.ReadAsync(connection, null, $$"""
                SELECT * FROM ({{rows}}) AS rows_of_kind WHERE at IS NOT NULL AND (at < @at OR (at = @at AND @kind || ':' || key {binary} > @place)) ORDER BY at DESC, key {binary} LIMIT @limit
                """, r => new TimelineEntry(r.Instant("at")!.Value, kind, r.Text("key")!, r.Text("title"), r.Text("detail"), r.Whole("fen"), r.Text("state")), cancellationToken,
                ("customer", customerNo), ("at", at), ("kind", kind), ("place", place), ("limit", (long)limit + 1)));
        }

        var sorted = all.OrderByDescending(e => e.At).ThenBy(e => $"{e.Kind}:{e.Key}", StringComparer.Ordinal).ToList();
        return new ListPage<TimelineEntry>([.. sorted.Take(limit)], sorted.Count > limit ? Place(sorted[limit - 1].At, $"{sorted[limit - 1].Kind}:{sorted[limit - 1].Key}") : null);
    }

    /// <summary>Every change that people made, with who and when: edits, merges, decisions on differences.</summary>
    public async Task<ListPage<HistoryEntry>> HistoryAsync(string customerNo, string? after, int limit, CancellationToken cancellationToken)
    {
        var (at, place) = Place(after);
        var items = await AskAsync(customerNo, $$"""
            SELECT * FROM (
              SELECT at, change_id AS key, who, what, attribute, before, after, note, CAST(message AS text) AS message FROM {t}customer_change WHERE customer_no IN {{Numbers}}
              UNION ALL SELECT made_at, link_id, actor, 'merged', NULL, party_no, into_no, cause, NULL FROM {t}party_link WHERE party_no IN {{Numbers}} OR into_no IN {{Numbers}}
              UNION ALL SELECT undone_at, link_id || 'u', undone_by, 'unmerged', NULL, into_no, party_no, undone_because, NULL FROM {t}party_link WHERE undone_at IS NOT NULL AND (party_no IN {{Numbers}} OR into_no IN {{Numbers}})
              UNION ALL SELECT decided_at, decision_id, decided_by, decision, entity || '.' || attribute, ours, theirs, note, theirs_message FROM {t}difference_decision WHERE customer_no IN {{Numbers}} OR (entity = 'customer' AND entity_key IN {{Numbers}})
            ) AS h WHERE at < @at OR (at = @at AND key {binary} > @place) ORDER BY at DESC, key {binary} LIMIT @limit
            """, r => (Entry: new HistoryEntry(r.Instant("at")!.Value, r.Text("who")!, r.Text("what")!, r.Text("attribute"), r.Text("before"), r.Text("after"), r.Text("note"), r.Text("message")), Key: r.Text("key")!), cancellationToken,
            ("at", at), ("place", place), ("limit", (long)limit + 1));
        return new ListPage<HistoryEntry>([.. items.Take(limit).Select(i => i.Entry)], items.Count > limit ? Place(items[limit - 1].Entry.At, items[limit - 1].Key) : null);
    }
}
