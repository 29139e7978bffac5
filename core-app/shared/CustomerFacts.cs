using System.Data.Common;
using Integration.CanonicalModel;

namespace Integration.CoreApp.Shared;

/// <summary>A customer as warnings know one.</summary>
public sealed record WatchedCustomer(string CustomerNo, string Name, ServiceLevel Level, CustomerStatus Status, string OrgUnit, string? ManagerId, string? ManagerName);

/// <summary>What is known of a customer, for rules that look at all of them.</summary>
public sealed record CustomerFacts(WatchedCustomer Customer)
{
    /// <summary>What was billed, by month (<c>yyyy-MM</c>); a month without a bill is not there.</summary>
    public IReadOnlyDictionary<string, long> FenByMonth { get; init; } = new Dictionary<string, long>();

    /// <summary>Days of visits, in any order.</summary>
    public IReadOnlyList<DateOnly> Visits { get; init; } = [];

    /// <summary>In force, with their last day.</summary>
    public IReadOnlyList<(string AgreementNo, DateOnly EndsOn)> Agreements { get; init; } = [];

    /// <summary>Birthdays of contacts and days worth a call; come back every year.</summary>
    public IReadOnlyList<(string Name, DateOnly Date)> Days { get; init; } = [];

    /// <summary>Promised to be solved before now, and still open.</summary>
    public IReadOnlyList<(string TicketNo, DateTimeOffset Promised)> LateTickets { get; init; } = [];

    public long ArrearsFen { get; init; }

    /// <summary>Complaints and tickets of the last 90 days.</summary>
    public int Troubles { get; init; }

    /// <summary>Of the newest survey.</summary>
    public long? LastScore { get; init; }
}

/// <summary>What warnings ask the archive, within whatever transaction they work in.</summary>
public interface IWatchedArchive
{
    Task<WatchedCustomer?> FindAsync(DbConnection connection, DbTransaction? transaction, WatchedBy by, string key, CancellationToken cancellationToken);

    /// <summary>Customers in use in the order of their numbers, each with what is known on that day; the next page begins after the last number.</summary>
    /// <param name="months">How many months of bills are wanted, up to the month before the day.</param>
    Task<IReadOnlyList<CustomerFacts>> PageAsync(DbConnection connection, DbTransaction? transaction, string? after, int count, DateTimeOffset now, DateOnly day, int months, CancellationToken cancellationToken);
}

/// <summary>By what a customer is looked for.</summary>
public enum WatchedBy
{
    Customer,
    Account,
    Circuit,
    Debit,
    Order,
}
