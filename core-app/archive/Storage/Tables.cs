using static Integration.CoreApp.Archive.Storage.Column;

namespace Integration.CoreApp.Archive.Storage;

/// <summary>The archive's tables as the writers see them; created by the migrations. Customers, what they have, and what they pay.</summary>
internal static partial class Tables
{
    public static readonly ArchiveTable Customer = new("customer", [Text("customer_no")],
    [
        new Facet("profile",
        [
            Text("name"), Text("short_name"), Text("industry"), Text("size"), Text("address"), Text("status"), Text("service_level"), Text("credit_class"),
            Text("parent_customer_no"), Text("org_unit"), Text("manager_id"), Text("manager_name") with { With = "manager_id" }, Text("manager_phone") with { With = "manager_id" },
            Json("contacts"), Json("special_days"),
        ], Mixed: true),
    ], "customer");

    public static readonly ArchiveTable BillingAccount = new("billing_account", [Text("account_no")],
    [
        new Facet("profile",
        [
            // Whose account it is: compared customer by customer, not number by number (Crossing).
            Text("customer_no") with { Quiet = true }, Text("name"), Text("status"), Text("payment_method"), Json("direct_debit"), Whole("credit_limit_fen"),
            Text("one_point_group"), Json("one_point") with { With = "one_point_group" }, Json("detail") with { Quiet = true },
        ], Mixed: true),
    ], "billingAccount");

    /// <summary>A number may pass from one customer to another, so both are the key. What is installed comes from 97, what is sold from the core app.</summary>
    public static readonly ArchiveTable Product = new("product", [Text("customer_no"), Text("service_no")],
    [
        new Facet("installed",
        [
            Text("service_key") with { Quiet = true }, Text("status"), Text("offering"), Text("offering_name") with { Quiet = true }, Text("circuit_no"), Text("circuit_key") with { With = "circuit_no" },
            Whole("bandwidth_kbps"), Json("a_end"), Json("z_end"), Day("started_on"), new("ended_on", ColumnKind.Day, Always: true, With: "status"),
        ], Partial: true, Mixed: true),
        new Facet("profile", [Text("product_id"), Text("account_no"), Whole("monthly_fen"), Text("currency") with { With = "monthly_fen" }, Text("agreement_no")], Mixed: true),
    ], "product");

    /// <summary>Without a state it is assigned and not built yet. Its ends come from orders and are compared with the nightly report, not order with installation.</summary>
    public static readonly ArchiveTable Circuit = new("circuit", [Text("circuit_no")],
    [
        new Facet("installed",
        [
            Text("customer_no"), Text("service_no"), Text("state"), Whole("bandwidth_kbps"), Json("a_end") with { Quiet = true }, Json("z_end") with { Quiet = true },
            Json("route"), Text("order_no") with { Quiet = true },
        ], Partial: true, Mixed: true),
    ], "circuit");

    /// <summary>What resource management reported last: kept beside <see cref="Circuit"/> and compared, never taken by itself.</summary>
    public static readonly ArchiveTable CircuitReport = new("circuit_report", [Text("circuit_no")],
    [
        new Facet("report",
        [
            Text("resource_id"), Text("customer_no"), Text("service_no"), Text("state"), Whole("bandwidth_kbps"), Json("a_end"), Json("z_end"), Json("route"),
        ]),
    ]);

    public static readonly ArchiveTable CustomerBill = new("customer_bill", [Text("bill_no")],
    [
        new Facet("bill",
        [
            Text("account_no"), Text("customer_no"), Text("period"), Text("state"), Whole("due_fen"), Whole("paid_fen"), Whole("arrears_fen"), Text("currency"),
            Day("due_date"), Json("items"),
        ]),
    ], "bill");

    public static readonly ArchiveTable UsageSummary = new("usage_summary", [Text("service_no"), Day("from_day"), Day("to_day"), Text("account_no")],
    [
        new Facet("usage", [Text("service_key"), Text("customer_no"), Whole("charge_fen"), Text("currency"), Json("items")]),
    ], "usage");

    /// <summary>The money came in (bank), and billing posted it (销账); either may be here first.</summary>
    public static readonly ArchiveTable Payment = new("payment", [Text("payment_no")],
    [
        new Facet("payment",
        [
            Text("account_no"), Text("bill_no"), Whole("amount_fen"), Text("currency"), Text("channel"), Instant("paid_at"), Text("payer_name"), Text("payer_account"), Text("remittance_text"),
        ]),
        new Facet("posting", [Text("posting"), Text("posted_account_no"), Text("posted_bill_no"), Whole("posted_fen"), Text("posting_code"), Text("posting_reason")]),
    ], "payment");

    public static readonly ArchiveTable DirectDebit = new("direct_debit", [Text("debit_no")],
    [
        new Facet("ordered", [Text("account_no"), Text("bill_no"), Whole("amount_fen"), Text("currency"), Day("collect_on")]),
        new Facet("result", [Text("state"), Whole("settled_fen"), Text("bank_reference"), Text("reason_code"), Text("reason")]),
    ]);

    public static readonly ArchiveTable AccountBalance = new("account_balance", [Text("account_no")],
    [
        new Facet("balance", [Text("customer_no"), Whole("balance_fen"), Text("currency")]),
        new Facet("credit", [Text("credit_customer_no"), Whole("limit_fen"), Whole("used_fen")]),
    ], "balance");

    /// <summary>Bills past their day (欠费); <c>bill_no</c> is empty where billing speaks of the account as a whole.</summary>
    public static readonly ArchiveTable Overdue = new("overdue", [Text("account_no"), Text("bill_no")],
    [
        new Facet("overdue", [Text("customer_no"), Whole("arrears_fen"), Text("currency"), Day("due_date")]),
    ], "balance");
}
