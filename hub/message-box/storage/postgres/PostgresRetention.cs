using System.Globalization;
using Npgsql;

namespace Integration.Hub.MessageBox.Storage;

/// <summary>Drops whole days (and months of duplicate keys); a day with an unresolved delivery or a running transfer stays.</summary>
internal sealed class PostgresRetention(NpgsqlDataSource source)
{
    public async Task<RetentionResult> RunAsync(DateTimeOffset olderThan, DateTimeOffset duplicateKeysBefore, CancellationToken cancellationToken)
    {
        var dropped = new List<DateOnly>();
        var kept = new List<DateOnly>();
        foreach (var day in await SuffixesAsync("message", "yyyyMMdd", cancellationToken))
            if (DayBounds.Start(day.AddDays(1)) <= olderThan && await DropDayAsync(day, cancellationToken) is { } gone)
                (gone ? dropped : kept).Add(day);
        foreach (var month in await SuffixesAsync("duplicate_key", "yyyyMM", cancellationToken))
            if (DayBounds.Start(month.AddMonths(1)) <= duplicateKeysBefore)
                await DropAsync([$"box.duplicate_key_{month:yyyyMM}"], guard: null, cancellationToken);
        await CleanDefaultsAsync(olderThan, duplicateKeysBefore, cancellationToken);
        return new RetentionResult(dropped, kept);
    }

    /// <summary>True: dropped; false: kept, unresolved; null: busy, next time.</summary>
    private Task<bool?> DropDayAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var (from, to) = (DayBounds.Lowest(day), DayBounds.Lowest(day.AddDays(1)));
        var guard = $"""
            SELECT EXISTS (SELECT FROM box.delivery WHERE message_id >= '{from}' AND message_id < '{to}')
                OR EXISTS (SELECT FROM box.transfer WHERE state = 0 AND id >= '{from}' AND id < '{to}')
                OR EXISTS (SELECT FROM box.batch WHERE state IN (0, 1, 4) AND id >= '{from}' AND id < '{to}')
            """;
        return DropAsync([.. PostgresPartitions.DayTables.Select(t => $"box.{t}_{day:yyyyMMdd}")], guard, cancellationToken);
    }

    private async Task<bool?> DropAsync(IReadOnlyList<string> tables, string? guard, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            await ExecuteAsync($"SET LOCAL lock_timeout = '5s'; LOCK TABLE {tables[0]} IN ACCESS EXCLUSIVE MODE");
            // Asked under the lock: a replay locks the message before it adds a delivery.
            if (guard is not null && (bool)(await ScalarAsync(guard))!)
                return false;
            await ExecuteAsync(string.Join(';', tables.Select(t => $"DROP TABLE IF EXISTS {t}")));
            await transaction.CommitAsync(cancellationToken);
            return true;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UndefinedTable)
        {
            return null;
        }

        async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        async Task<object?> ScalarAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            return await command.ExecuteScalarAsync(cancellationToken);
        }
    }

    /// <summary>Rows of no near day are few (foreign ids, a partition that could not be made): these are deleted.</summary>
    private async Task CleanDefaultsAsync(DateTimeOffset olderThan, DateTimeOffset duplicateKeysBefore, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("""
            WITH gone AS (
                DELETE FROM box.message_other m WHERE m.accepted_at < $1
                    AND NOT EXISTS (SELECT FROM box.delivery d WHERE d.message_id = m.id)
                RETURNING m.id),
            history AS (DELETE FROM box.delivery_history_other WHERE message_id IN (SELECT id FROM gone)),
            payload AS (DELETE FROM box.payload_other WHERE message_id IN (SELECT id FROM gone)),
            attempt AS (DELETE FROM box.attempt_other WHERE message_id IN (SELECT id FROM gone)),
            content AS (DELETE FROM box.batch_content_other WHERE batch_id IN (SELECT id FROM box.batch WHERE ended_at < $1)),
            duplicate AS (DELETE FROM box.duplicate_key_other WHERE month < $2)
            DELETE FROM box.search_key_other WHERE message_id IN (SELECT id FROM gone)
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = olderThan.ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter { Value = DayBounds.MonthOf(duplicateKeysBefore) });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<List<DateOnly>> SuffixesAsync(string table, string format, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("""
            SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent = ('box.' || $1)::regclass ORDER BY 1
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = table });
        var days = new List<DateOnly>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            if (DateOnly.TryParseExact(reader.GetString(0)[(table.Length + 1)..], format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                days.Add(day);
        return days;
    }
}
