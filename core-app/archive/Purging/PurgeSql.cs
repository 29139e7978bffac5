namespace Integration.CoreApp.Archive.Purging;

/// <summary>What may go, and what goes with it. The customer's row is <c>c</c>.</summary>
internal static class PurgeSql
{
    private const string Numbers = "(SELECT p.party_no FROM {t}party p WHERE p.root_no = c.customer_no UNION SELECT c.customer_no)";

    private const string Accounts = "(SELECT a.account_no FROM {t}billing_account a WHERE a.customer_no IN " + Numbers + ")";

    private const string EndedOrder = "('completed', 'cancelled', 'rejected', 'failed')";
    private const string EndedTicket = "('closed', 'cancelled', 'rejected', 'resolved')";

    // Reason → the condition under which it holds a customer that left.
    public static IReadOnlyList<(string Reason, string Condition)> Holds { get; } =
    [
        ("recent", $$"""c.profile_at >= @before OR EXISTS (SELECT 1 FROM {t}interaction x WHERE x.customer_no IN {{Numbers}} AND x.took_place_at >= @before) OR EXISTS (SELECT 1 FROM {t}customer_bill x WHERE x.customer_no IN {{Numbers}} AND x.period >= @month)"""),
        ("orders", $$"""EXISTS (SELECT 1 FROM {t}product_order x WHERE x.customer_no IN {{Numbers}} AND (x.state IS NULL OR x.state NOT IN {{EndedOrder}})) OR EXISTS (SELECT 1 FROM {t}work_order x WHERE x.customer_no IN {{Numbers}} AND (x.state IS NULL OR x.state NOT IN ('completed', 'cancelled', 'returned')))"""),
        ("arrears", $$"""EXISTS (SELECT 1 FROM {t}customer_bill x WHERE x.customer_no IN {{Numbers}} AND x.arrears_fen > 0)"""),
        ("products", $$"""EXISTS (SELECT 1 FROM {t}product x WHERE x.customer_no IN {{Numbers}} AND x.status NOT IN ('terminated', 'cancelled', 'aborted'))"""),
        ("tickets", $$"""EXISTS (SELECT 1 FROM {t}trouble_ticket x WHERE x.customer_no IN {{Numbers}} AND x.state NOT IN {{EndedTicket}})"""),
        ("agreements", $$"""EXISTS (SELECT 1 FROM {t}agreement x WHERE x.customer_no IN {{Numbers}} AND x.status <> 'terminated' AND (x.ends_on IS NULL OR x.ends_on >= @day))"""),
        ("balance", $$"""EXISTS (SELECT 1 FROM {t}account_balance x WHERE x.account_no IN {{Accounts}} AND COALESCE(x.balance_fen, 0) <> 0)"""),
        ("branches", "EXISTS (SELECT 1 FROM {t}customer x WHERE x.parent_customer_no = c.customer_no)"),
        ("matches", $$"""EXISTS (SELECT 1 FROM {t}party_match x WHERE x.state = 'open' AND (x.party_no IN {{Numbers}} OR x.other_no IN {{Numbers}}))"""),
    ];

    /// <summary>Of the record alone: what it was merged into goes on.</summary>
    public const string HeldMerged = "l.made_at >= @before";

    /// <summary>A customer's facts, those that hang on others first; <c>@no</c> is the customer.</summary>
    public static IReadOnlyList<string> Facts { get; } =
    [
        "payment WHERE account_no IN (SELECT account_no FROM {t}billing_account WHERE customer_no IN {numbers})", "direct_debit WHERE account_no IN (SELECT account_no FROM {t}billing_account WHERE customer_no IN {numbers})",
        "overdue WHERE account_no IN (SELECT account_no FROM {t}billing_account WHERE customer_no IN {numbers})", "account_balance WHERE account_no IN (SELECT account_no FROM {t}billing_account WHERE customer_no IN {numbers})",
        "milestone WHERE order_no IN (SELECT order_no FROM {t}product_order WHERE customer_no IN {numbers})", "circuit_report WHERE customer_no IN {numbers}", "usage_summary WHERE customer_no IN {numbers}", "customer_bill WHERE customer_no IN {numbers}",
        "work_order WHERE customer_no IN {numbers}", "trouble_ticket WHERE customer_no IN {numbers}", "interaction WHERE customer_no IN {numbers}", "agreement WHERE customer_no IN {numbers}", "product_order WHERE customer_no IN {numbers}",
        "circuit WHERE customer_no IN {numbers}", "product WHERE customer_no IN {numbers}", "billing_account WHERE customer_no IN {numbers}", "difference_decision WHERE customer_no IN {numbers} OR (entity = 'customer' AND entity_key IN {numbers})",
        "difference WHERE customer_no IN {numbers} OR (entity = 'customer' AND entity_key IN {numbers})", "customer_import_row WHERE customer_no IN {numbers}",
    ];

    /// <summary>The records of the people and the customer itself.</summary>
    public static IReadOnlyList<string> Record { get; } = ["contact_phone", "contact", "customer_change", "customer_find", "name_gram", "customer"];

    /// <summary>Who is who, of a customer that goes whole.</summary>
    public static IReadOnlyList<string> Crossing { get; } =
    [
        "identity WHERE party_no IN {numbers}", "party_match WHERE party_no IN {numbers} OR other_no IN {numbers}", "party_link WHERE party_no IN {numbers} OR into_no IN {numbers}", "party WHERE root_no = @no OR party_no = @no",
    ];

    public const string OfCustomer = "(SELECT party_no FROM {t}party WHERE root_no = @no UNION SELECT @no)";

    /// <summary>Old facts of customers that stay: name for people, table, which. <c>{seen}</c> are the numbers of customers that are seen.</summary>
    public static IReadOnlyList<(string Name, string Table, string Which)> History { get; } =
    [
        ("bills", "customer_bill", "x.period < @month AND x.arrears_fen = 0 AND x.customer_no IN {seen}"), ("usage", "usage_summary", "x.to_day < @day AND x.customer_no IN {seen}"),
        ("payments", "payment", "x.paid_at < @before AND x.account_no IN (SELECT a.account_no FROM {t}billing_account a WHERE a.customer_no IN {seen})"),
        ("interactions", "interaction", "x.took_place_at < @before AND x.customer_no IN {seen}"), ("tickets", "trouble_ticket", $"x.reported_at < @before AND x.state IN {EndedTicket} AND x.customer_no IN {{seen}}"),
        ("workOrders", "work_order", "COALESCE(x.progress_at, x.ordered_at) < @before AND x.state IN ('completed', 'cancelled', 'returned') AND x.customer_no IN {seen}"),
        ("orders", "product_order", $"COALESCE(x.progress_at, x.ordered_at) < @before AND x.state IN {EndedOrder} AND x.customer_no IN {{seen}}"),
    ];
}
