using System.Data.Common;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Purging;

/// <summary>What the operator lets go, and when.</summary>
/// <param name="CustomersAfter">A customer that left, or was merged into another, so long ago and has nothing open.</param>
/// <param name="HistoryAfter">Bills, payments, usage, tickets, visits and orders that are done, also of customers that stay.</param>
public sealed record PurgeRules(TimeSpan CustomersAfter, TimeSpan HistoryAfter)
{
    public static PurgeRules Usual { get; } = new(TimeSpan.FromDays(3 * 365), TimeSpan.FromDays(3 * 365));
}

/// <param name="Kind">left: the customer left; merged: its record was merged into another.</param>
/// <param name="Held">Why it may not go; none: it may. recent, orders, arrears, products, tickets, agreements, balance, branches, matches.</param>
public sealed record PurgeCandidate(string CustomerNo, string Name, string Kind, string OrgUnit, string ServiceLevel, DateTimeOffset Since, IReadOnlyList<string> Held);

public sealed record PurgeCount(string Code, long Count);

/// <param name="Customers">May go.</param>
/// <param name="History">Old facts by table, of customers that stay.</param>
/// <param name="Items">Those that may go first.</param>
public sealed record PurgePreview(
    DateTimeOffset CustomersBefore, DateTimeOffset HistoryBefore, long Customers, long Held, IReadOnlyList<PurgeCount> Reasons, IReadOnlyList<PurgeCount> History, IReadOnlyList<PurgeCandidate> Items)
{
    /// <summary>What a person types to show that it is meant: how many records go.</summary>
    public string Confirmation(bool history) => $"{Customers + (history ? History.Sum(h => h.Count) : 0)}";
}

public sealed record PurgeDone(long Customers, long Facts, long History);

public sealed record Tombstone(string CustomerNo, string Kind, string OrgUnit, string ServiceLevel, DateTimeOffset LastChangedAt, long Facts, string PurgedBy, DateTimeOffset PurgedAt);

/// <summary>Who clears away.</summary>
/// <param name="Note">Puts it into the audit log, in the transaction: on what, what it was.</param>
public sealed record Purger(string Name, IReadOnlyList<string>? OrgUnits, Func<DbConnection, DbTransaction, string, object, CancellationToken, Task> Note);
