using static Integration.CoreApp.Archive.Storage.Column;

namespace Integration.CoreApp.Archive.Storage;

/// <summary>What is done for customers: agreements, orders and their work, tickets, talks, outages.</summary>
internal static partial class Tables
{
    public static readonly ArchiveTable Agreement = new("agreement", [Text("agreement_no")],
    [
        new Facet("agreement",
        [
            Text("customer_no"), Text("type"), Text("status"), Day("starts_on"), Day("ends_on"), Whole("amount_fen"), Text("currency"), Text("discount_policy"), Text("sla"), Json("documents"),
        ]),
    ], "agreement");

    /// <summary>What was ordered, and how far it is; either may be here first.</summary>
    public static readonly ArchiveTable ProductOrder = new("product_order", [Text("order_no")],
    [
        new Facet("placed",
        [
            Text("customer_no"), Text("name"), Text("org_unit"), Text("manager_id"), Text("manager_name"), Text("parent_order_no"), Instant("ordered_at"), Day("requested_on"), Json("items"),
        ]),
        new Facet("progress", [Text("progress_customer_no"), Text("state"), Instant("expected_at"), Text("reason")]),
    ]);

    /// <summary><c>item_no</c> is empty for a step of the whole order.</summary>
    public static readonly ArchiveTable Milestone = new("milestone", [Text("order_no"), Text("item_no"), Text("name")],
    [
        new Facet("step", [Text("customer_no"), Text("state"), Text("owner"), Instant("started_at"), Instant("due_at"), Instant("ended_at"), Text("note")]),
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

    public static readonly ArchiveTable Interaction = new("interaction", [Text("interaction_id")],
    [
        new Facet("interaction",
        [
            Text("customer_no"), Text("kind"), Instant("took_place_at"), Text("staff_id"), Text("staff_name"), Text("contact_name"), Text("phone"), Text("content"), Text("next_step"), Whole("score"),
        ]),
    ]);

    /// <summary>A circuit down, or to be cut over (割接); and its end.</summary>
    public static readonly ArchiveTable Outage = new("outage", [Text("outage_id")],
    [
        new Facet("began", [Text("kind"), Text("circuit_no"), Text("service_no"), Text("cause"), Instant("starts_at"), Instant("ends_at")]),
        new Facet("repaired", [Text("repaired_circuit_no"), Text("solution")]),
    ], "outage");

    /// <summary>The table of which several systems tell, by what the master rules call it.</summary>
    public static ArchiveTable Mixed(string entity) => All.First(t => t.Entity == entity && t.Facets.Any(f => f.Mixed));

    // Not a field: those of the other file must stand first.
    public static IReadOnlyList<ArchiveTable> All =>
    [
        Customer, BillingAccount, Product, Circuit, CircuitReport, CustomerBill, UsageSummary, Payment, DirectDebit, AccountBalance, Overdue,
        Agreement, ProductOrder, Milestone, WorkOrder, TroubleTicket, Interaction, Outage,
    ];
}
