using System.Collections.Concurrent;
using Npgsql;

namespace Integration.Hub.MessageBox.Storage;

/// <summary>
/// Makes the partitions that rows are about to need: one per UTC day for what belongs to messages, one per month for
/// duplicate keys. Rows of days without one fall into the default partition, so a missing partition never costs a message.
/// </summary>
internal sealed class PostgresPartitions(NpgsqlDataSource source, TimeProvider time) : IDisposable
{
    public static readonly IReadOnlyList<string> DayTables = ["message", "delivery_history", "payload", "search_key", "attempt", "transfer_reject", "batch_content", "text_segment", "text_page"];

    private readonly ConcurrentDictionary<DateOnly, bool> _days = [];
    private readonly ConcurrentDictionary<DateOnly, bool> _months = [];
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Today, tomorrow and the day after; this month and the next. Looks again also where it failed before.</summary>
    public async Task EnsureAheadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        _days.Clear();
        _months.Clear();
        await EnsureAsync([now, now.AddDays(1), now.AddDays(2)], cancellationToken);
        await OnceAsync(_months, DayBounds.MonthOf(now.AddDays(27)), CreateMonthAsync, cancellationToken);
    }

    public async Task EnsureAsync(IReadOnlyCollection<DateTimeOffset> instants, CancellationToken cancellationToken)
    {
        foreach (var instant in instants)
        {
            if (!IsNear(instant))
                continue;
            await OnceAsync(_months, DayBounds.MonthOf(instant), CreateMonthAsync, cancellationToken);
            await OnceAsync(_days, DayBounds.DayOf(instant), CreateDayAsync, cancellationToken);
        }
    }

    public void Dispose() => _one.Dispose();

    /// <summary>An id whose time is far off (another version, a wrong clock) must not make a partition of its own.</summary>
    private bool IsNear(DateTimeOffset instant) => (instant - time.GetUtcNow()).Duration() <= TimeSpan.FromDays(31);

    private async Task OnceAsync(ConcurrentDictionary<DateOnly, bool> made, DateOnly unit, Func<DateOnly, CancellationToken, Task> create, CancellationToken cancellationToken)
    {
        if (made.ContainsKey(unit))
            return;
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (made.ContainsKey(unit))
                return;
            await create(unit, cancellationToken);
            made[unit] = true;
        }
        catch (Exception e) when (e is NpgsqlException or IOException)
        {
            // The server is away: whatever needs the partition will find that out for itself, or use the default one.
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task CreateDayAsync(DateOnly day, CancellationToken cancellationToken)
    {
        foreach (var table in DayTables)
            await TryCreateAsync(table, $"{day:yyyyMMdd}", DayBounds.Lowest(day).ToString(), DayBounds.Lowest(day.AddDays(1)).ToString(), cancellationToken);
    }

    private Task CreateMonthAsync(DateOnly month, CancellationToken cancellationToken) =>
        TryCreateAsync("duplicate_key", $"{month:yyyyMM}", $"{month:yyyy-MM-dd}", $"{month.AddMonths(1):yyyy-MM-dd}", cancellationToken);

    /// <summary>
    /// Attaching wants the parent for itself. Behind a long search that could hold up all accepting, so it gives up after a
    /// moment; the default partition takes the rows then, and the day stays there.
    /// </summary>
    private async Task TryCreateAsync(string table, string suffix, string from, string to, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"""
            SET LOCAL lock_timeout = '2s';
            SELECT pg_advisory_xact_lock(hashtext('box.partition'));
            CREATE TABLE IF NOT EXISTS box.{table}_{suffix} PARTITION OF box.{table} FOR VALUES FROM ('{from}') TO ('{to}');
            """, connection);
        try
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.CheckViolation or PostgresErrorCodes.DeadlockDetected)
        {
            // Rows of this day stand in the default partition already, or somebody reads for long: both are served by the default.
        }
    }
}
