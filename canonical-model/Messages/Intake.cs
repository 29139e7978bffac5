using System.ComponentModel.DataAnnotations;
using Integration.CanonicalModel.Shapes;

namespace Integration.CanonicalModel;

[CanonicalMessage("FileReceived", 1, MessageKind.Fact, Interfaces = "BIL-1,BIL-2,RES-4")]
[Summary("What became of a file: source of the receipt that goes back to the sender.")]
public sealed record FileReceived : IFact
{
    [Summary("Name of the data file.")] public required string FileName { get; init; }
    [Summary("What became of it.")] public required FileVerdictState State { get; init; }
    [Summary("Records counted in the file.")] public required long Records { get; init; }
    [Summary("Records taken.")] public required long Accepted { get; init; }
    [Summary("Records that came before.")] public required long Duplicates { get; init; }
    [Summary("Records sent back.")] public required long Rejected { get; init; }
    [Summary("SHA-256 of the content, lower-case hex.")] public string? Sha256 { get; init; }
    [Summary("Why it was not taken.")] public string? Code { get; init; }
    [Summary("The same in words."), MaxLength(WireText.Long)] public string? Reason { get; init => field = WireText.Clean(value, WireText.Long); }
    [Summary("When it was answered.")] public required DateTimeOffset OccurredAt { get; init; }
}

[Summary("What became of a file.")]
public enum FileVerdictState
{
    Accepted,
    Partial,
    Duplicate,
    Quarantined,
}

[CanonicalMessage("FileLineRejected", 1, MessageKind.Fact, Interfaces = "BIL-1,BIL-2,RES-4")]
[Summary("A record of a file that was not taken: source of the reject file's lines.")]
public sealed record FileLineRejected : IFact
{
    [Summary("Name of the data file.")] public required string FileName { get; init; }
    [Summary("Line in the data file, from 1.")] public required long Line { get; init; }
    [Summary("Stable code.")] public required string Code { get; init; }
    [Summary("What is wrong, and what was expected."), MaxLength(WireText.Long)] public required string Reason { get; init => field = WireText.Clean(value, WireText.Long); }
    [Summary("The line as it was received; characters that no wire form can carry are replaced."), MaxLength(WireText.Line)] public required string Source { get; init => field = WireText.Clean(value, WireText.Line); }
    [Summary("When it was refused.")] public required DateTimeOffset OccurredAt { get; init; }
}

[CanonicalMessage("FileSent", 1, MessageKind.Fact, Interfaces = "BNK-1,BIL-6")]
[Summary("A file of many messages is with the other system.")]
public sealed record FileSent : IFact
{
    [Summary("Interface over which it went out.")] public required string Interface { get; init; }
    [Summary("Number under which the other system knows it.")] public required BatchNumber BatchNo { get; init; }
    [Summary("Name of the file.")] public required string FileName { get; init; }
    [Summary("Local date of the batch.")] public required DateOnly BatchDate { get; init; }
    [Summary("Type of the messages in it.")] public required string MessageType { get; init; }
    [Summary("Value that all its messages share, where files are made per value.")] public string? Group { get; init; }
    [Summary("Records in it.")] public required long Records { get; init; }
    [Summary("Bytes.")] public required long Size { get; init; }
    [Summary("SHA-256 of the content, lower-case hex.")] public required string Sha256 { get; init; }
    [Summary("When it was there.")] public required DateTimeOffset OccurredAt { get; init; }
}

[CanonicalMessage("RequestRefused", 1, MessageKind.Reply, Interfaces = "CS-1,CS-2,RES-3")]
[Summary("A request of another system is refused: source of the contract's business fault.")]
public sealed record RequestRefused : IReply
{
    [Summary("Request answered, as far as it could be read.")] public required RequestId RequestId { get; init; }
    [Summary("Stable code, e.g. customer.not-found, duplicate.conflict, mapping.unknown-code.")] public required string Code { get; init; }
    [Summary("What is wrong, in the caller's words."), MaxLength(WireText.Long)] public required string Message { get; init => field = WireText.Clean(value, WireText.Long); }
}
