using static Integration.CoreApp.Archive.Storage.Column;

namespace Integration.CoreApp.Archive.Storage;

/// <summary>The archive's tables as the writers see them; created by the migrations.</summary>
internal static class Tables
{
    public static readonly ArchiveTable Customer = new("customer", [Text("customer_no")],
    [
        new Facet("profile",
        [
            Text("name"), Text("short_name"), Text("industry"), Text("size"), Text("address"), Text("status"), Text("service_level"), Text("credit_class"),
            Text("parent_customer_no"), Text("org_unit"), Text("manager_id"), Text("manager_name"), Text("manager_phone"), Json("contacts"), Json("special_days"),
        ]),
    ]);

    public static readonly ArchiveTable BillingAccount = new("billing_account", [Text("account_no")],
    [
        new Facet("profile", [Text("customer_no"), Text("name"), Text("status"), Json("detail")]),
    ]);

    /// <summary>A number may pass from one customer to another, so both are the key. What is installed comes from 97, what is sold from the core app.</summary>
    public static readonly ArchiveTable Product = new("product", [Text("customer_no"), Text("service_no")],
    [
        new Facet("installed",
        [
            Text("service_key"), Text("status"), Text("offering"), Text("offering_name"), Text("circuit_no"), Text("circuit_key"), Whole("bandwidth_kbps"),
            Json("a_end"), Json("z_end"), Day("started_on"), new("ended_on", ColumnKind.Day, Always: true), new("installed_sources", ColumnKind.Sources),
        ], Partial: true),
        new Facet("profile", [Text("product_id"), Text("account_no"), Whole("monthly_fen"), Text("currency"), Text("agreement_no")]),
    ]);

    public static readonly ArchiveTable Circuit = new("circuit", [Text("circuit_no")],
    [
        new Facet("installed",
        [
            Text("customer_no"), Text("service_no"), Text("state"), Whole("bandwidth_kbps"), Json("a_end"), Json("z_end"), new("installed_sources", ColumnKind.Sources),
        ], Partial: true),
    ]);

    public static readonly ArchiveTable CustomerBill = new("customer_bill", [Text("bill_no")],
    [
        new Facet("bill",
        [
            Text("account_no"), Text("customer_no"), Text("period"), Text("state"), Whole("due_fen"), Whole("paid_fen"), Whole("arrears_fen"), Text("currency"),
            Day("due_date"), Json("items"),
        ]),
    ]);

    /// <summary>What was ordered comes from the hub, how far it is from 97; either may be here first.</summary>
    public static readonly ArchiveTable WorkOrder = new("work_order", [Text("work_order_no")],
    [
        new Facet("ordered",
        [
            Text("order_no"), Text("type"), Text("customer_no"), Text("service_no"), Text("offering"), Text("circuit_no"), Whole("bandwidth_kbps"),
            Json("a_end"), Json("z_end"), Instant("due_at"),
        ]),
        new Facet("progress",
        [
            Text("state"), Text("reported_order_no"), Text("engineer"), Text("note"), Text("reason_code"), Instant("completed_at"),
        ], Ranked: true),
    ]);

    public static readonly ArchiveTable TroubleTicket = new("trouble_ticket", [Text("ticket_no")],
    [
        new Facet("report",
        [
            Text("kind"), Text("severity"), Text("customer_no"), Text("service_no"), Text("service_key"), Text("description"), Text("contact_name"), Text("contact_phone"),
            Instant("reported_at"),
        ], Partial: true),
        new Facet("progress", [Text("state"), Instant("promised_at"), Text("solution"), Whole("satisfaction")], Partial: true),
    ]);
}
