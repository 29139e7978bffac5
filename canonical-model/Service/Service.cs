using System.ComponentModel.DataAnnotations;

namespace Integration.CanonicalModel;

[Summary("A contact with the customer that is on record (服务记录): visit 走访, call, complaint, opinion, survey.")]
public record Interaction
{
    [Summary("Identity at its source.")] public required InteractionId InteractionId { get; init; }
    [Summary("Customer.")] public required CustomerNumber CustomerNo { get; init; }
    [Summary("Kind.")] public required InteractionKind Kind { get; init; }
    [Summary("When it took place.")] public required DateTimeOffset TookPlaceAt { get; init; }
    [Summary("Who of the operator.")] public StaffMember? Staff { get; init; }
    [Summary("Who of the customer.")] public string? ContactName { get; init; }
    [Summary("Phone the customer called from or was called at.")] public string? Phone { get; init; }
    [Summary("What was said."), MaxLength(4000)] public required string Content { get; init; }
    [Summary("What is to happen next."), MaxLength(4000)] public string? NextStep { get; init; }
    [Summary("Score of a survey, 0 to 100.")] public int? Score { get; init; }
}

[Summary("Kind of an interaction.")]
public enum InteractionKind
{
    Visit,
    Call,
    Complaint,
    Opinion,
    Survey,
}

[Summary("A fault, complaint or request for support (申告/投诉, TMF621).")]
public record TroubleTicket
{
    [Summary("Number.")] public required TicketNumber TicketNo { get; init; }
    [Summary("Kind.")] public required TroubleKind Kind { get; init; }
    [Summary("Severity.")] public required Severity Severity { get; init; }
    [Summary("State (TMF621).")] public required TicketState State { get; init; }
    [Summary("Customer, if known.")] public CustomerNumber? CustomerNo { get; init; }
    [Summary("Service concerned.")] public ServiceNumber? ServiceNo { get; init; }
    [Summary("What is wrong, in the reporter's words."), MaxLength(4000)] public required string Description { get; init; }
    [Summary("Who reported it.")] public string? ContactName { get; init; }
    [Summary("Where the reporter can be called back.")] public string? ContactPhone { get; init; }
    [Summary("When it was reported.")] public required DateTimeOffset ReportedAt { get; init; }
    [Summary("Promised to be solved by.")] public DateTimeOffset? PromisedAt { get; init; }
    [Summary("What was done about it."), MaxLength(4000)] public string? Solution { get; init; }
    [Summary("Satisfaction of the customer, 0 to 100.")] public int? Satisfaction { get; init; }
}

[Summary("Kind of a trouble ticket: complaint 投诉, fault 故障申告, support 支持请求.")]
public enum TroubleKind
{
    Complaint,
    Fault,
    Support,
}

[Summary("How bad.")]
public enum Severity
{
    Minor,
    Major,
    Critical,
}

[Summary("State of a trouble ticket (TMF621).")]
public enum TicketState
{
    Acknowledged,
    Rejected,
    Pending,
    Held,
    InProgress,
    Resolved,
    Closed,
    Cancelled,
}
