using System.Data.Common;
using Integration.CoreApp.Archive.Storage;

namespace Integration.CoreApp.Archive;

/// <summary>A value on which another system differs from the master.</summary>
/// <param name="State">open, accepted, ignored, closed (they agree again).</param>
public sealed record ListedDifference(
    string Entity, string Key, string Attribute, string System, string? CustomerNo, string? Ours, string? OursSource, string? OursMessage,
    string? Theirs, string? TheirsSource, string? TheirsMessage, DateTimeOffset FirstSeen, DateTimeOffset LastSeen, long Seen, string State, string? DecidedBy, string? Note)
{
    internal static ListedDifference Read(DbDataReader r) => new(
        r.Text("entity")!, r.Text("entity_key")!, r.Text("attribute")!, r.Text("system")!, r.Text("customer_no"), r.Text("ours"), r.Text("ours_source"), r.Text("ours_message"),
        r.Text("theirs"), r.Text("theirs_source"), r.Text("theirs_message"), r.Instant("first_seen")!.Value, r.Instant("last_seen")!.Value, r.Whole("seen")!.Value, r.Text("state")!,
        r.Text("decided_by"), r.Text("note"));
}

/// <summary>Where a value came from.</summary>
/// <param name="Source">System, and after a slash the interface that brought it.</param>
public sealed record ValueSource(string Attribute, string? Value, string Source, DateTimeOffset At, string Message)
{
    /// <summary>The person who took it in the place of the master's value; null: it stands by the master rules.</summary>
    public string? AcceptedBy { get; init; }

    public DateTimeOffset? AcceptedAt { get; init; }
}

/// <summary>Which difference is meant.</summary>
/// <param name="Entity">customer, billingAccount, product (key: customer/service), circuit.</param>
/// <param name="System">Who says otherwise.</param>
public sealed record DifferenceKey(string Entity, string Key, string Attribute, string System)
{
    public override string ToString() => $"{Entity} {Key} {Attribute} {System}";
}

/// <summary>What a person decided on a difference, with both values as they stood then.</summary>
/// <param name="Decision">accepted, ignored.</param>
public sealed record DifferenceDecision(
    string Entity, string Key, string Attribute, string System, string Decision, string? Ours, string? OursSource, string? OursMessage,
    string? Theirs, string? TheirsSource, string? TheirsMessage, string DecidedBy, DateTimeOffset DecidedAt, string Note)
{
    internal static DifferenceDecision Read(DbDataReader r) => new(
        r.Text("entity")!, r.Text("entity_key")!, r.Text("attribute")!, r.Text("system")!, r.Text("decision")!, r.Text("ours"), r.Text("ours_source"), r.Text("ours_message"),
        r.Text("theirs"), r.Text("theirs_source"), r.Text("theirs_message"), r.Text("decided_by")!, r.Instant("decided_at")!.Value, r.Text("note")!);
}
