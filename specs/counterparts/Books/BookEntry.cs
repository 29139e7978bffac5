namespace Integration.Specs.Counterparts;

/// <summary>What a counterpart writes into its books.</summary>
public enum BookKind
{
    /// <summary>Left this system: bills in a file, events, calls. Deliberate repeats are <see cref="Repeated"/>.</summary>
    Sent,

    /// <summary>Sent again under the same identity.</summary>
    Repeated,

    /// <summary>Came in for the first time.</summary>
    Received,

    /// <summary>Came in again under the same identity and changed nothing.</summary>
    Duplicate,

    /// <summary>Done: work carried out; or the hub said that it took what was sent.</summary>
    Accepted,

    /// <summary>Refused under the contract: business fault, rejected bill, quarantined file, return.</summary>
    Rejected,

    /// <summary>Not done for a technical reason: system fault, no answer, connection.</summary>
    Failed,

    /// <summary>Somebody asked what became of a request.</summary>
    Asked,

    /// <summary>Should not have come: same identity with other content, unreadable, wrong answer. The demo fails on any.</summary>
    Wrong,
}

/// <param name="Interface">IF id, e.g. <c>BIL-1</c>.</param>
/// <param name="Id">Identity under the contract: file name, request id, work order number, event id.</param>
/// <param name="Count">How many (bills of a file); 1 for single messages.</param>
/// <param name="Fen">Sum of the amounts, if it has any.</param>
public sealed record BookEntry(string Interface, BookKind Kind, string Id, DateTimeOffset At, long Count = 1, long Fen = 0, string? Note = null);

/// <summary>Sums over the entries of one interface.</summary>
/// <param name="SentFen">Sum of the amounts sent.</param>
public sealed record BookSummary(
    string Interface, long Sent, long Repeated, long Received, long Duplicates, long Accepted, long Rejected, long Failed, long Wrong, long SentFen)
{
    public override string ToString() =>
        $"{Interface}: sent {Sent} (+{Repeated} repeated, {SentFen} fen), received {Received} (+{Duplicates} duplicates), accepted {Accepted}, rejected {Rejected}, failed {Failed}, wrong {Wrong}";
}
