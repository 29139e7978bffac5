namespace Integration.CanonicalModel;

[Summary("A warning (预警) to somebody who can still do something.")]
public record Warning
{
    [Summary("Identity; one cause has one warning.")] public required WarningId WarningId { get; init; }
    [Summary("Kind.")] public required WarningKind Kind { get; init; }
    [Summary("Severity.")] public required Severity Severity { get; init; }
    [Summary("State.")] public required WarningState State { get; init; }
    [Summary("What is the matter, in one line.")] public required string Title { get; init; }
    [Summary("The figures and reasons behind it.")] public IReadOnlyList<string> Reasons { get; init; } = [];
    [Summary("Customer concerned.")] public CustomerNumber? CustomerNo { get; init; }
    [Summary("Order concerned.")] public OrderNumber? OrderNo { get; init; }
    [Summary("Service concerned.")] public ServiceNumber? ServiceNo { get; init; }
    [Summary("Unit that owns it.")] public required OrgUnitCode OrgUnit { get; init; }
    [Summary("Who is to act.")] public StaffMember? Owner { get; init; }
    [Summary("Raised at.")] public required DateTimeOffset RaisedAt { get; init; }
    [Summary("To be handled by.")] public DateTimeOffset? DueAt { get; init; }
    [Summary("What was done about it, oldest first.")] public IReadOnlyList<HandlingEntry> Handling { get; init; } = [];
}

[Summary("Kind of a warning.")]
public enum WarningKind
{
    OrderLink,
    Consumption,
    Arrears,
    ProductChange,
    Agreement,
    Service,
    ChurnRisk,
    SpecialDay,
    Care,
    Interface,
}

[Summary("State of a warning.")]
public enum WarningState
{
    Raised,
    Acknowledged,
    Handling,
    Closed,
    Suppressed,
}

[Summary("An entry of a handling log.")]
public sealed record HandlingEntry
{
    [Summary("When.")] public required DateTimeOffset At { get; init; }
    [Summary("Who.")] public required StaffId Staff { get; init; }
    [Summary("What was done.")] public required string Text { get; init; }
}
