using System.ComponentModel.DataAnnotations;
using Integration.CanonicalModel.Shapes;

namespace Integration.CanonicalModel;

[CanonicalMessage("FindCustomerByServiceNumber", 1, MessageKind.Query, Interfaces = "CS-1")]
[Summary("Who is behind this phone or circuit number?")]
public sealed record FindCustomerByServiceNumber
{
    [Summary("Identity of the question, if the asker gives one.")] public RequestId? RequestId { get; init; }
    [Summary("Phone or circuit number.")] public required ServiceNumber ServiceNo { get; init; }
    [Summary("Clerk who asks.")] public StaffId? Clerk { get; init; }
}

[CanonicalMessage("ReportTrouble", 1, MessageKind.Command, Interfaces = "CS-2")]
[Summary("A customer complains, reports a fault or asks for support. The hub gives the ticket number at intake.")]
public sealed record ReportTrouble : IRequest
{
    [Summary("Ticket number given at intake.")] public required TicketNumber TicketNo { get; init; }
    [Summary("Customer service's own identity of the report; a repeat is the same report.")] public required RequestId RequestId { get; init; }
    [Summary("Kind.")] public required TroubleKind Kind { get; init; }
    [Summary("Severity.")] public required Severity Severity { get; init; }
    [Summary("Customer, if known.")] public CustomerNumber? CustomerNo { get; init; }
    [Summary("Service concerned.")] public ServiceNumber? ServiceNo { get; init; }
    [Summary("What is wrong, in the reporter's words."), MaxLength(4000)] public required string Description { get; init; }
    [Summary("Who reports it.")] public string? ContactName { get; init; }
    [Summary("Where the reporter can be called back.")] public string? ContactPhone { get; init; }
    [Summary("When it was reported.")] public required DateTimeOffset ReportedAt { get; init; }
}

[CanonicalMessage("TroubleTicketRaised", 1, MessageKind.Fact, Interfaces = "CS-2")]
[Summary("A trouble ticket is open.")]
public sealed record TroubleTicketRaised : TroubleTicket, IFact
{
    [Summary("When it was opened.")] public required DateTimeOffset OccurredAt { get; init; }
}

[CanonicalMessage("TroubleTicketStateChanged", 1, MessageKind.Fact, Interfaces = "CS-3")]
[Summary("A trouble ticket has gone on to another state.")]
public sealed record TroubleTicketStateChanged : IFact
{
    [Summary("Ticket.")] public required TicketNumber TicketNo { get; init; }
    [Summary("State now.")] public required TicketState State { get; init; }
    [Summary("What was done about it."), MaxLength(4000)] public string? Solution { get; init; }
    [Summary("Promised to be solved by.")] public DateTimeOffset? PromisedAt { get; init; }
    [Summary("When it changed.")] public required DateTimeOffset OccurredAt { get; init; }
}

[CanonicalMessage("InteractionRecorded", 1, MessageKind.Fact, Interfaces = "CS-4")]
[Summary("A call, visit, complaint, opinion or survey score is on record.")]
public sealed record InteractionRecorded : Interaction, IFact
{
    [Summary("When it was put on record.")] public required DateTimeOffset OccurredAt { get; init; }
}
