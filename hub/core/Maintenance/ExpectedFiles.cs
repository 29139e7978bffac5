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

/// <param name="CameAt">First good file of the period; null: none so far.</param>
public sealed record ExpectedFile(InterfaceConfig Interface, ExpectedPeriod Period, DateTimeOffset? CameAt)
{
    public bool IsMissing => CameAt is null;

    public bool CameLate => CameAt > Period.Due;

    /// <summary>Where it is missing: what to show beside the interface.</summary>
    public string Words => $"file of {Period.Name} was expected by {Period.Due:yyyy-MM-dd HH:mm zzz}";
}
