using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Integration.CanonicalModel;
using Integration.CoreApp.Shared;
using Integration.Hub;

namespace Integration.CoreApp.Warnings;

/// <summary>What was refused of a wish on many warnings.</summary>
public sealed record RefusedWarning(string WarningId, string Reason);

/// <summary>A month of a try-out.</summary>
public sealed record TriedMonth(string Month, int Raised, int Customers);

/// <param name="Sample">Some of what it would have raised, the newest first.</param>
public sealed record TryOut(IReadOnlyList<TriedMonth> Months, IReadOnlyList<TriedWarning> Sample);

public sealed record TriedWarning(string Month, string CustomerNo, string CustomerName, Title Title);

/// <summary>What pages and the command line ask of the warnings and do with them.</summary>
/// <param name="run">Runs work in a transaction of the box.</param>
public sealed class WarningOffice(
    Func<CancellationToken, ValueTask<DbConnection>> open, Func<Func<IInBoxTransaction, CancellationToken, Task>, CancellationToken, Task> run, WarningsSubscriber subscriber, IWatchedArchive archive, WorkingCalendar calendar,
    SqlDialect dialect, TimeProvider time)
{
    private const int SampleSize = 50, Page = 500, LongestTry = 12;

    public WarningQueries Queries { get; } = new(open, dialect, calendar.Zone, time);

    /// <summary>Does the same with many warnings, each of which may refuse it; all that is done is done at once.</summary>
    /// <param name="requestId">Asked again under the same one nothing is done a second time; null: it is not asked again.</param>
    /// <param name="tell">Writes the audit log in the same transaction.</param>
    public async Task<IReadOnlyList<RefusedWarning>> ActAsync(
        string? requestId, IReadOnlyList<string> numbers, WarningAct act, string who, string? note, DateOnly? until, string? owner, Reach reach, Func<IInBoxTransaction, Task>? tell, CancellationToken cancellationToken)
    {
        var seen = await Queries.SeenAsync(numbers, reach, cancellationToken);
        var refused = new List<RefusedWarning>();
        await run(async (transaction, cancel) =>
        {
            refused.Clear();
            var book = WarningsSubscriber.Book(transaction);
            if (requestId is not null && await book.AskedAsync(who, requestId, time.GetUtcNow(), cancel) is { } before)
            {
                refused.AddRange(JsonSerializer.Deserialize<List<RefusedWarning>>(before)!);
                return;
            }
            var desk = subscriber.Desk(transaction);
            // In the same order by everybody: two who act on the same warnings wait for each other, never in a circle.
            foreach (var no in numbers.Distinct().Order(StringComparer.Ordinal))
            {
                if ((seen.Contains(no) ? await desk.ActAsync(no, act, who, note, until, owner, cancel) : "not.found") is { } reason)
                    refused.Add(new RefusedWarning(no, reason));
            }
            if (requestId is not null)
                await book.AnsweredAsync(who, requestId, JsonSerializer.Serialize(refused), cancel);
            if (tell is not null)
                await tell(transaction);
        }, cancellationToken);
        return refused;
    }

    public async Task<RuleLibrary> RulesAsync(CancellationToken cancellationToken)
    {
        RuleLibrary? rules = null;
        await run(async (transaction, cancel) => rules = await WarningsSubscriber.Book(transaction).RulesAsync(cancel), cancellationToken);
        return rules!;
    }

    /// <summary>Takes a changed rule into force. False: somebody else has changed it meanwhile.</summary>
    /// <param name="rule">Its version is the one that it was made from.</param>
    /// <exception cref="RuleException">It is not sound.</exception>
    public async Task<bool> SetRuleAsync(WarningRule rule, string who, Func<IInBoxTransaction, Task>? tell, CancellationToken cancellationToken)
    {
        if (RuleLibrary.Problems(rule).ToList() is { Count: > 0 } problems)
            throw new RuleException(rule.Code, problems);
        var done = false;
        await run(async (transaction, cancel) =>
        {
            var book = WarningsSubscriber.Book(transaction);
            done = (await book.RulesAsync(cancel)).Find(rule.Code)?.Version == rule.Version && await book.AddRuleAsync(rule with { Version = rule.Version + 1 }, who, time.GetUtcNow(), cancel);
            if (done && tell is not null)
                await tell(transaction);
        }, cancellationToken);
        return done;
    }

    /// <summary>What a rule would have raised in the months that have ended and in this one until now, one look per working day; nothing is written.</summary>
    public async Task<TryOut> TryAsync(WarningRule rule, int months, Reach reach, CancellationToken cancellationToken)
    {
        months = Math.Clamp(months, 1, LongestTry);
        var only = new RuleLibrary([rule with { Enabled = true }]);
        var now = TimeZoneInfo.ConvertTime(time.GetUtcNow(), calendar.Zone);
        var first = new DateOnly(now.Year, now.Month, 1).AddMonths(-months);
        var days = Enumerable.Range(0, DateOnly.FromDateTime(now.DateTime).DayNumber - first.DayNumber).Select(first.AddDays).Where(calendar.IsWorkingDay).ToList();
        var raised = new Dictionary<string, Dictionary<string, TriedWarning>>();
        await using var connection = await open(cancellationToken);
        string? after = null;
        while (await archive.PageAsync(connection, null, after, Page, now, first, DailyLook.Months, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var facts in page.Where(f => Covers(reach, f.Customer)))
            {
                // A cause counts in the month in which it was first seen.
                var causes = new HashSet<string>();
                foreach (var day in days)
                {
                    foreach (var finding in new DailyLook(only, day, calendar).Look(facts).Where(f => causes.Add(f.Cause)))
                    {
                        var month = day.ToString("yyyy-MM", CultureInfo.InvariantCulture);
                        raised.TryAdd(month, []);
                        raised[month][finding.Cause] = new TriedWarning(month, facts.Customer.CustomerNo, facts.Customer.Name, finding.Says);
                    }
                }
            }
            after = page[^1].Customer.CustomerNo;
        }
        var all = Enumerable.Range(0, months + 1).Select(n => first.AddMonths(n).ToString("yyyy-MM", CultureInfo.InvariantCulture))
            .Select(m => new TriedMonth(m, raised.GetValueOrDefault(m)?.Count ?? 0, raised.GetValueOrDefault(m)?.Values.Select(w => w.CustomerNo).Distinct().Count() ?? 0)).ToList();
        return new TryOut(all, [.. raised.OrderByDescending(m => m.Key, StringComparer.Ordinal).SelectMany(m => m.Value.Values.OrderBy(w => w.CustomerNo, StringComparer.Ordinal)).Take(SampleSize)]);
    }

    private static bool Covers(Reach reach, WatchedCustomer customer) =>
        (reach.OrgUnits is not { } units || units.Any(u => customer.OrgUnit == u || customer.OrgUnit.StartsWith(u + ".", StringComparison.Ordinal)))
        && (reach.Managers is not { } managers || (customer.ManagerId is { } manager && managers.Contains(manager)));
}
