using System.Data.Common;
using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Writing;

namespace Integration.CoreApp.Archive.Pages;

/// <summary>Where an attribute's value is from, and whether people may change it here.</summary>
/// <param name="Source">System, and after a slash the interface; null: nobody has said anything.</param>
/// <param name="Master">System whose word counts.</param>
public sealed record AttributeSource(string? Source, DateTimeOffset? At, string? Message, string? AcceptedBy, string? Master, bool Editable);

public sealed record ManagerView(string StaffId, string Name, string? Phone);

public sealed record ContactView(string? ContactId, string Name, string Role, string? Title, IReadOnlyList<string> Phones, string? Email, DateOnly? Birthday, string? Preferences);

public sealed record SpecialDayView(string Name, DateOnly Date);

public sealed record CustomerCounts(long Products, long OpenTickets, long OpenOrders, long Differences);

/// <summary>A customer's own record with where each value is from.</summary>
public sealed record CustomerView
{
    public required string CustomerNo { get; init; }

    public required string Name { get; init; }

    public string? ShortName { get; init; }

    public string? Industry { get; init; }

    public string? Size { get; init; }

    public string? Address { get; init; }

    public required string Status { get; init; }

    public required string ServiceLevel { get; init; }

    public string? CreditClass { get; init; }

    public string? ParentCustomerNo { get; init; }

    public required string OrgUnit { get; init; }

    public ManagerView? Manager { get; init; }

    public required IReadOnlyList<ContactView> Contacts { get; init; }

    public required IReadOnlyList<SpecialDayView> SpecialDays { get; init; }

    public required IReadOnlyDictionary<string, AttributeSource> Sources { get; init; }

    public CustomerCounts? Counts { get; init; }
}

/// <param name="Visible">False: outside the asker's reach; it has no name then.</param>
public sealed record TreeNode(string CustomerNo, string? Name, string? ServiceLevel, string? Status, string? OrgUnit, bool Visible, IReadOnlyList<TreeNode> Children);

public sealed record EndView(string Address, string? OrgUnit, string? AreaCode, string? Room, string? Port, string? ContactName, string? ContactPhone)
{
    internal static EndView? Read(string? json) => JsonColumn.Read<ServiceEnd>(json) is { } e
        ? new EndView(e.Address, e.OrgUnit?.Value, e.AreaCode, e.Room, e.Port, e.ContactName, e.ContactPhone)
        : null;
}

public sealed record ProductView(
    string? ProductId, string ServiceNo, string? Offering, string? OfferingName, string Status, string? CircuitNo, long? BandwidthKbps, EndView? AEnd, EndView? ZEnd,
    long? MonthlyFeeFen, string? AccountNo, string? AgreementNo, DateOnly? StartedOn, DateOnly? EndedOn, string? Source, string? Message)
{
    internal static ProductView Read(DbDataReader r) => new(
        r.Text("product_id"), r.Text("service_no")!, r.Text("offering"), r.Text("offering_name"), r.Text("status")!, r.Text("circuit_no"), r.Whole("bandwidth_kbps"),
        EndView.Read(r.Text("a_end")), EndView.Read(r.Text("z_end")), r.Whole("monthly_fen"), r.Text("account_no"), r.Text("agreement_no"), r.Day("started_on"), r.Day("ended_on"),
        r.Text("installed_source"), r.Id("installed_message")?.ToString());
}

public sealed record AccountView(string AccountNo, string Name, string Status, string? PaymentMethod, long? CreditLimitFen, long? BalanceFen, string? OnePointGroup, string? Source, string? Message)
{
    internal static AccountView Read(DbDataReader r) => new(
        r.Text("account_no")!, r.Text("name")!, r.Text("status")!, r.Text("payment_method"), r.Whole("credit_limit_fen"), r.Whole("balance_fen"), r.Text("one_point_group"),
        r.Text("profile_source"), r.Id("profile_message")?.ToString());
}

public sealed record DocumentView(string Title, string Location);

public sealed record AgreementView(
    string AgreementNo, string? Type, string? Status, DateOnly? StartsOn, DateOnly? EndsOn, long? AmountFen, string? DiscountPolicy, string? Sla, IReadOnlyList<DocumentView> Documents, string? Source, string? Message)
{
    internal static AgreementView Read(DbDataReader r) => new(
        r.Text("agreement_no")!, r.Text("type"), r.Text("status"), r.Day("starts_on"), r.Day("ends_on"), r.Whole("amount_fen"), r.Text("discount_policy"), r.Text("sla"),
        [.. JsonColumn.ReadList<DocumentReference>(r.Text("documents") ?? "[]").Select(d => new DocumentView(d.Title, d.Location))],
        r.Text("agreement_source"), r.Id("agreement_message")?.ToString());
}

public sealed record BillItemView(string Code, string Name, long AmountFen, string? ServiceNo);

public sealed record BillView(string BillNo, string AccountNo, string Period, string State, long DueFen, long PaidFen, long ArrearsFen, DateOnly? DueDate, string Message)
{
    public IReadOnlyList<BillItemView>? Items { get; init; }

    internal static BillView Read(DbDataReader r) => new(
        r.Text("bill_no")!, r.Text("account_no")!, r.Text("period")!, r.Text("state")!, r.Whole("due_fen")!.Value, r.Whole("paid_fen")!.Value, r.Whole("arrears_fen")!.Value, r.Day("due_date"),
        r.Id("bill_message")!.Value.ToString());

    internal static IReadOnlyList<BillItemView> ReadItems(string json) =>
        [.. JsonColumn.ReadList<BillItem>(json).Select(i => new BillItemView(i.Code, i.Name, i.Amount.Fen, i.ServiceNo?.Value))];
}

public sealed record PaymentView(
    string PaymentNo, string? AccountNo, string? BillNo, long AmountFen, string? Channel, DateTimeOffset PaidAt, string? PayerName, string? Posting, string? PostingReason, string? Source, string? Message)
{
    internal static PaymentView Read(DbDataReader r) => new(
        r.Text("payment_no")!, r.Text("account_no"), r.Text("bill_no"), r.Whole("amount_fen") ?? 0, r.Text("channel"), r.Instant("paid_at")!.Value, r.Text("payer_name"), r.Text("posting"), r.Text("posting_reason"),
        r.Text("payment_source"), r.Id("payment_message")?.ToString());
}

public sealed record OrderView(string OrderNo, string? Name, string? State, DateTimeOffset? OrderedAt, DateOnly? RequestedOn, DateTimeOffset? ExpectedAt, string? Reason, string? Source, string? Message)
{
    internal static OrderView Read(DbDataReader r) => new(
        r.Text("order_no")!, r.Text("name"), r.Text("state"), r.Instant("ordered_at"), r.Day("requested_on"), r.Instant("expected_at"), r.Text("reason"),
        r.Text("placed_source"), r.Id("placed_message")?.ToString());
}

public sealed record TicketView(
    string TicketNo, string? Kind, string? Severity, string State, string? ServiceNo, string? Description, DateTimeOffset? ReportedAt, DateTimeOffset? PromisedAt, string? Solution, long? Satisfaction, string? Source, string? Message)
{
    internal static TicketView Read(DbDataReader r) => new(
        r.Text("ticket_no")!, r.Text("kind"), r.Text("severity"), r.Text("state")!, r.Text("service_no"), r.Text("description"), r.Instant("reported_at"), r.Instant("promised_at"), r.Text("solution"), r.Whole("satisfaction"),
        r.Text("report_source"), r.Id("report_message")?.ToString());
}

public sealed record InteractionView(
    string InteractionId, string Kind, DateTimeOffset TookPlaceAt, string? StaffId, string? StaffName, string? ContactName, string? Phone, string? Content, string? NextStep, long? Score, string? Source, string? Message)
{
    internal static InteractionView Read(DbDataReader r) => new(
        r.Text("interaction_id")!, r.Text("kind")!, r.Instant("took_place_at")!.Value, r.Text("staff_id"), r.Text("staff_name"), r.Text("contact_name"), r.Text("phone"), r.Text("content"), r.Text("next_step"),
        r.Whole("score"), r.Text("interaction_source"), r.Id("interaction_message")?.ToString());
}

/// <param name="What">created, edited, assigned, merged, unmerged, accepted, ignored.</param>
public sealed record HistoryEntry(DateTimeOffset At, string Who, string What, string? Attribute, string? Before, string? After, string? Note, string? Message);

/// <param name="Kind">bill, payment, interaction, ticket, order, workOrder, agreement, change.</param>
public sealed record TimelineEntry(DateTimeOffset At, string Kind, string Key, string? Title, string? Detail, long? AmountFen, string? State);

public sealed record MoneyView(long ArrearsFen, DateOnly? OverdueSince, BillView? LastBill, long? BalanceFen, long? CreditLimitFen, long PaidLast12Fen, long DueLast12Fen);

public sealed record ConsumptionMonth(string Month, long DueFen, long? TrendFen, long GroupFen);

public sealed record OfferingMonths(string Offering, string Name, IReadOnlyList<long> FenByMonth);

public sealed record ConsumptionView(IReadOnlyList<ConsumptionMonth> Months, IReadOnlyList<OfferingMonths> Offerings);
