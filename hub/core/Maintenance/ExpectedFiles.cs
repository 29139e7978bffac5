using System.Collections.Concurrent;
using Integration.Hub.Core.Configuration;

namespace Integration.Hub.Core.Maintenance;

/// <summary>
/// Which files with an hour to come by are there, late or missing. Read from the ledger of files and the clock alone, so that every node,
/// every restart and every command line says the same.
/// </summary>
public sealed class ExpectedFiles(Func<HubConfig> current, ITransferLedger transfers, TimeProvider time)
{
    public ExpectedFiles(HubConfig config, ITransferLedger transfers, TimeProvider time)
        : this(() => config, transfers, time)
    {
    }

    private const int MostFiles = 10_000;

    // What is done and in time stays so: not asked again.
    private readonly ConcurrentDictionary<string, ExpectedFile> _settled = new(StringComparer.Ordinal);

    /// <summary>One entry per inbound file interface with <c>expectedBy</c>, about the last period whose hour has passed.</summary>
    public async Task<IReadOnlyList<ExpectedFile>> LookAsync(CancellationToken cancellationToken)
    {
        var all = new List<ExpectedFile>();
        foreach (var one in current().Interfaces.Where(i => i.ExpectedBy is not null))
            all.Add(await LookAsync(one, one.ExpectedBy!.Latest(time.GetUtcNow()), cancellationToken));
        return all;
    }

    /// <summary>What was to come on the days of a month, by interface, and what came.</summary>
    public async Task<IReadOnlyList<ExpectedMonth>> MonthAsync(DateOnly month, CancellationToken cancellationToken)
    {
        var all = new List<ExpectedMonth>();
        foreach (var config in current().Interfaces.Where(i => i.ExpectedBy is not null))
        {
            // One period more at the end: a file that came after its beginning was not late for the one before, but in time for it.
            var periods = config.ExpectedBy!.DueFrom(month, month.AddMonths(2)).ToList();
            var due = periods.Where(p => DateOnly.FromDateTime(p.Due.DateTime) < month.AddMonths(1)).ToList();
            var came = due.Count == 0 ? [] : (await transfers.ListAsync(new TransferQuery(config.Id, TransferState.Done, due[0].From, MostFiles), cancellationToken)).OrderBy(t => t.StartedAt).ToList();
            all.Add(new ExpectedMonth(config, [.. due.Select((p, i) =>
            {
                var end = i + 1 < periods.Count ? periods[i + 1].From : DateTimeOffset.MaxValue;
                return new ExpectedDay(p, came.Find(t => t.StartedAt >= p.From && t.StartedAt < end));
            })]));
        }
        return all;
    }

    private async Task<ExpectedFile> LookAsync(InterfaceConfig config, ExpectedPeriod period, CancellationToken cancellationToken)
    {
        if (_settled.GetValueOrDefault(config.Id) is { } settled && settled.Period == period)
            return settled;
        var done = await FirstAsync(config, TransferState.Done, period, cancellationToken);
        // A file that is being read has come; if it proves bad, it has not.
        var running = await FirstAsync(config, TransferState.Running, period, cancellationToken);
        var found = new ExpectedFile(config, period, done is null || running < done ? running ?? done : done);
        if (done <= period.Due)
            _settled[config.Id] = found;
        return found;
    }

    private async Task<DateTimeOffset?> FirstAsync(InterfaceConfig config, TransferState state, ExpectedPeriod period, CancellationToken cancellationToken)
    {
        var came = await transfers.ListAsync(new TransferQuery(config.Id, state, period.From, MostFiles), cancellationToken);
        return came.Count == 0 ? null : came.Min(t => t.StartedAt);
    }
}

public sealed record ExpectedMonth(InterfaceConfig Interface, IReadOnlyList<ExpectedDay> Days);

/// <param name="Came">First good file of the period; null: none so far.</param>
public sealed record ExpectedDay(ExpectedPeriod Period, Transfer? Came);

/// <param name="CameAt">First good file of the period; null: none so far.</param>
public sealed record ExpectedFile(InterfaceConfig Interface, ExpectedPeriod Period, DateTimeOffset? CameAt)
{
    public bool IsMissing => CameAt is null;

    public bool CameLate => CameAt > Period.Due;

    /// <summary>Where it is missing: what to show beside the interface.</summary>
    public string Words => $"file of {Period.Name} was expected by {Period.Due:yyyy-MM-dd HH:mm zzz}";
}
