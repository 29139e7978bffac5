using System.Data.Common;
using Integration.CoreApp.Archive.Storage;

namespace Integration.CoreApp.Archive;

/// <summary>Two records that may be one customer.</summary>
/// <param name="State">open, confirmed, rejected, settled (by stronger evidence).</param>
public sealed record PartyMatch(
    string Id, string PartyNo, string? PartyName, string OtherNo, string? OtherName, string Reason, string Evidence, string State, DateTimeOffset FoundAt,
    string? DecidedBy, DateTimeOffset? DecidedAt, string? Note)
{
    internal static PartyMatch Read(DbDataReader r) => new(
        r.Text("match_id")!, r.Text("party_no")!, r.Text("party_name"), r.Text("other_no")!, r.Text("other_name"), r.Text("reason")!, r.Text("evidence")!, r.Text("state")!,
        r.Instant("found_at")!.Value, r.Text("decided_by"), r.Instant("decided_at"), r.Text("note"));
}

/// <summary>A customer as a system named it, which belongs to nobody here yet.</summary>
public sealed record WaitingParty(string PartyNo, string? Name, long Bills, long Products);

/// <summary>One joining of a party to a customer, and its undoing.</summary>
public sealed record PartyLink(string PartyNo, string IntoNo, string Cause, string Actor, DateTimeOffset MadeAt, string? UndoneBy, DateTimeOffset? UndoneAt, string? UndoneBecause)
{
    internal static PartyLink Read(DbDataReader r) => new(
        r.Text("party_no")!, r.Text("into_no")!, r.Text("cause")!, r.Text("actor")!, r.Instant("made_at")!.Value, r.Text("undone_by"), r.Instant("undone_at"), r.Text("undone_because"));
}

/// <summary>What a system calls something, and whose it says that is.</summary>
public sealed record Identity(string System, string Kind, string ExternalId, string PartyNo, DateTimeOffset SaidAt, string Source, string Message)
{
    internal static Identity Read(DbDataReader r) => new(
        r.Text("system")!, r.Text("kind")!, r.Text("external_id")!, r.Text("party_no")!, r.Instant("said_at")!.Value, r.Text("source")!, r.Text("message")!);
}
