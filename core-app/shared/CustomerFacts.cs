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
    public IReadOnlyList<(string Name, DateOnly Date, bool Birthday)> Days { get; init; } = [];

    /// <summary>Lines in use on the first day of the months that were asked for.</summary>
    public int LinesAtFirst { get; init; }

    /// <summary>Lines that came (1) and went (-1) since.</summary>
    public IReadOnlyList<(DateOnly Day, int Change)> LineMoves { get; init; } = [];

    public int LinesOn(DateOnly day) => LinesAtFirst + LineMoves.Where(m => m.Day <= day).Sum(m => m.Change);

    /// <summary>Promised to be solved before now, and still open.</summary>
    public IReadOnlyList<(string TicketNo, DateTimeOffset Promised)> LateTickets { get; init; } = [];

    /// <summary>Under way and not held by anybody, with their last move.</summary>
    public IReadOnlyList<(string OrderNo, DateTimeOffset MovedAt)> Orders { get; init; } = [];

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

    /// <summary>Of a line in use as it stands now, in kbit/s; null: not known.</summary>
    Task<long?> BandwidthAsync(DbConnection connection, DbTransaction? transaction, string serviceNo, CancellationToken cancellationToken);

    /// <summary>Customers in use in the order of their numbers, each with what is known on that day; the next page begins after the last number.</summary>
    /// <param name="months">How many months of bills and lines are wanted, up to the month before the day.</param>
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
    Service,
}
