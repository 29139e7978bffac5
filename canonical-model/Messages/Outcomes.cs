using System.ComponentModel.DataAnnotations;
using Integration.CanonicalModel.Shapes;

namespace Integration.CanonicalModel;

[CanonicalMessage("OutcomeAsked", 1, MessageKind.Query, Interfaces = "BIL-4")]
[Summary("What became of a request whose answer never came?")]
public sealed record OutcomeAsked : IRequest
{
    [Summary("Request whose outcome is unknown; the id of its message if it has none of its own.")] public required RequestId RequestId { get; init; }
    [Summary("Canonical type of that request.")] public required string MessageType { get; init; }
}

[CanonicalMessage("OutcomeTold", 1, MessageKind.Reply, Interfaces = "BIL-4")]
[Summary("What the other system says became of a request.")]
public sealed record OutcomeTold : IReply
{
    [Summary("Request asked about.")] public required RequestId RequestId { get; init; }
    [Summary("What became of it.")] public required RequestOutcome Outcome { get; init; }
    [Summary("The other system's code, if it refused.")] public string? Code { get; init; }
    [Summary("The other system's words, if it refused."), MaxLength(WireText.Long)] public string? Reason { get; init => field = WireText.Clean(value, WireText.Long); }
}

[Summary("What became of a request.")]
public enum RequestOutcome
{
    Done,
    Refused,
    NotDone,
    Unknown,
}
