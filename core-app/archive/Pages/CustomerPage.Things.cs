using System.Data.Common;
using System.Globalization;
using Integration.CoreApp.Archive.Finding;

namespace Integration.CoreApp.Archive.Pages;

/// <summary>What belongs to the customer, list by list; long ones page by page.</summary>
public sealed partial class CustomerPage
{
    /// <param name="status">Null: all.</param>
    /// <param name="text">Part of a number or of an offering's name; null: all.</param>
    public async Task<ListPage<ProductView>> ProductsAsync(string customerNo, string? text, string? status, string? after, int limit, CancellationToken cancellationToken)
    {
        var key = ServiceKey.Of(text ?? "");
        var from = Cursor.Read(after) is [var place] ? place : "";
        // A service that came under several of the customer's numbers is listed once, as it was installed last.
        const string Mine = $$"""
            FROM {t}product p WHERE p.customer_no IN {{Numbers}} AND (@status = '' OR p.status = @status)
              AND (@text = '' OR p.service_no LIKE @like OR p.circuit_no LIKE @like OR p.offering_name LIKE @like OR (@key <> '' AND p.service_key LIKE @keylike))
              AND NOT EXISTS (SELECT 1 FROM {t}product o WHERE o.service_key = p.service_key AND o.customer_no <> p.customer_no AND o.customer_no IN {{Numbers}}
                AND (o.installed_at > p.installed_at OR (o.installed_at = p.installed_at AND o.customer_no > p.customer_no)))
            """;
        (string, object?)[] values = [("status", status ?? ""), ("text", text ?? ""), ("like", $"%{text}%"), ("key", key), ("keylike", $"%{key}%")];
        var items = await AskAsync(customerNo, $"SELECT p.* {Mine} AND p.service_no {{binary}} > @from ORDER BY p.service_no {{binary}} LIMIT @limit", ProductView.Read, cancellationToken,
            [.. values, ("from", from), ("limit", (long)limit + 1)]);
        var total = await AskAsync(customerNo, $"SELECT COUNT(*) AS n {Mine}", r => r.Whole("n")!.Value, cancellationToken, values);
        return new ListPage<ProductView>([.. items.Take(limit)], items.Count > limit ? Cursor.Of(items[limit - 1].ServiceNo) : null, total[0]);
    }

    public Task<IReadOnlyList<AccountView>> AccountsAsync(string customerNo, CancellationToken cancellationToken) => AskAsync(customerNo, $$"""
        SELECT a.account_no, a.name, a.status, a.payment_method, a.credit_limit_fen, a.one_point_group, a.profile_source, a.profile_message, b.balance_fen
        FROM {t}billing_account a LEFT JOIN {t}account_balance b ON b.account_no = a.account_no WHERE a.customer_no IN {{Numbers}} ORDER BY a.account_no LIMIT 1000
        """, AccountView.Read, cancellationToken);

    public Task<IReadOnlyList<AgreementView>> AgreementsAsync(string customerNo, CancellationToken cancellationToken) =>
        AskAsync(customerNo, $$"""SELECT * FROM {t}agreement WHERE customer_no IN {{Numbers}} ORDER BY starts_on DESC, agreement_no LIMIT 1000""", AgreementView.Read, cancellationToken);

    public async Task<ListPage<BillView>> BillsAsync(string customerNo, string? after, int limit, CancellationToken cancellationToken)
    {
        var (period, bill) = Cursor.Read(after) is [var p, var b] ? (p, b) : ("9999-99", "");
        var items = await AskAsync(customerNo, $$"""
            SELECT * FROM {t}customer_bill WHERE customer_no IN {{Numbers}} AND (period < @period OR (period = @period AND bill_no {binary} > @bill)) ORDER BY period DESC, bill_no {binary} LIMIT @limit
            """, BillView.Read, cancellationToken, ("period", period), ("bill", bill), ("limit", (long)limit + 1));
        return new ListPage<BillView>([.. items.Take(limit)], items.Count > limit ? Cursor.Of(items[limit - 1].Period, items[limit - 1].BillNo) : null);
    }

    /// <summary>One bill with its items; null: the customer has no such bill.</summary>
    public async Task<BillView?> BillAsync(string customerNo, string billNo, CancellationToken cancellationToken) => (await AskAsync(customerNo,
        $$"""SELECT * FROM {t}customer_bill WHERE bill_no = @bill AND customer_no IN {{Numbers}}""", r => BillView.Read(r) with { Items = BillView.ReadItems(r.Text("items")!) }, cancellationToken, ("bill", billNo))).FirstOrDefault();

    public async Task<ListPage<PaymentView>> PaymentsAsync(string customerNo, string? after, int limit, CancellationToken cancellationToken)
    {
        var (at, no) = Place(after);
        var items = await AskAsync(customerNo, $$"""
            SELECT * FROM {t}payment WHERE account_no IN (SELECT account_no FROM {t}billing_account WHERE customer_no IN {{Numbers}}) AND paid_at IS NOT NULL
              AND (paid_at < @at OR (paid_at = @at AND payment_no {binary} > @no))
            ORDER BY paid_at DESC, payment_no {binary} LIMIT @limit
            """, PaymentView.Read, cancellationToken, ("at", at), ("no", no), ("limit", (long)limit + 1));
        return new ListPage<PaymentView>([.. items.Take(limit)], items.Count > limit ? Place(items[limit - 1].PaidAt, items[limit - 1].PaymentNo) : null);
    }

    public Task<IReadOnlyList<OrderView>> OrdersAsync(string customerNo, CancellationToken cancellationToken) =>
        AskAsync(customerNo, $$"""SELECT * FROM {t}product_order WHERE customer_no IN {{Numbers}} ORDER BY ordered_at DESC, order_no LIMIT 100""", OrderView.Read, cancellationToken);

    /// <param name="openOnly">Only those that are not at an end.</param>
    public async Task<ListPage<TicketView>> TicketsAsync(string customerNo, bool openOnly, string? after, int limit, CancellationToken cancellationToken)
    {
        var (at, no) = Place(after);
        var items = await AskAsync(customerNo, $$"""
            SELECT * FROM {t}trouble_ticket WHERE customer_no IN {{Numbers}} AND reported_at IS NOT NULL AND (@open = 'no' OR {{OpenTicket}})
              AND (reported_at < @at OR (reported_at = @at AND ticket_no {binary} > @no))
            ORDER BY reported_at DESC, ticket_no {binary} LIMIT @limit
            """, TicketView.Read, cancellationToken, ("open", openOnly ? "yes" : "no"), ("at", at), ("no", no), ("limit", (long)limit + 1));
        return new ListPage<TicketView>([.. items.Take(limit)], items.Count > limit ? Place(items[limit - 1].ReportedAt!.Value, items[limit - 1].TicketNo) : null);
    }

    /// <param name="kind">Null: all.</param>
    public async Task<ListPage<InteractionView>> InteractionsAsync(string customerNo, string? kind, string? after, int limit, CancellationToken cancellationToken)
    {
        var (at, no) = Place(after);
        var items = await AskAsync(customerNo, $$"""
            SELECT * FROM {t}interaction WHERE customer_no IN {{Numbers}} AND (@kind = '' OR kind = @kind) AND (took_place_at < @at OR (took_place_at = @at AND interaction_id {binary} > @no))
            ORDER BY took_place_at DESC, interaction_id {binary} LIMIT @limit
            """, InteractionView.Read, cancellationToken, ("kind", kind ?? ""), ("at", at), ("no", no), ("limit", (long)limit + 1));
        return new ListPage<InteractionView>([.. items.Take(limit)], items.Count > limit ? Place(items[limit - 1].TookPlaceAt, items[limit - 1].InteractionId) : null);
    }

    public Task<IReadOnlyList<ListedDifference>> DifferencesAsync(string customerNo, CancellationToken cancellationToken) => AskAsync(customerNo, $$"""
        SELECT * FROM {t}difference WHERE customer_no IN {{Numbers}} OR (entity = 'customer' AND entity_key IN {{Numbers}})
        ORDER BY CASE state WHEN 'open' THEN 0 ELSE 1 END, last_seen DESC, entity, entity_key, attribute, system LIMIT 500
        """, ListedDifference.Read, cancellationToken);

    /// <summary>Whose difference it is; null: there is none.</summary>
    public async Task<string?> CustomerOfDifferenceAsync(DifferenceKey of, CancellationToken cancellationToken) => (await AskAsync("", """
        SELECT COALESCE(d.customer_no, d.entity_key) AS no FROM {t}difference d WHERE d.entity = @entity AND d.entity_key = @key AND d.attribute = @attribute AND d.system = @system
        """, r => r.Text("no"), cancellationToken, ("entity", of.Entity), ("key", of.Key), ("attribute", of.Attribute), ("system", of.System))).FirstOrDefault();

    public Task<IReadOnlyList<Identity>> IdentitiesAsync(string customerNo, CancellationToken cancellationToken) => AskAsync(customerNo,
        $$"""SELECT system, kind, external_id, party_no, said_at, source, message FROM {t}identity WHERE party_no IN {{Numbers}} ORDER BY kind DESC, system, external_id LIMIT 1000""", Identity.Read, cancellationToken);

    private static (DateTimeOffset At, string Key) Place(string? after) =>
        Cursor.Read(after) is [var at, var key] && DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var instant) ? (instant, key) : (DateTimeOffset.UnixEpoch.AddYears(1000), "");

    private static string Place(DateTimeOffset at, string key) => Cursor.Of(at.ToString("O", CultureInfo.InvariantCulture), key);
}
