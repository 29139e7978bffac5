using System.Globalization;
using Npgsql;

namespace Integration.Hub.MessageBox.Storage;

/// <summary>Drops whole days (and months of duplicate keys); a day with an unresolved delivery or a running transfer stays.</summary>
internal sealed class PostgresRetention(NpgsqlDataSource source, PostgresDatabase database, Archiving? archive)
{
    private const long LockKey = 0x626F78_726574; // "box" "ret"

    /// <summary>One node at a time: two would put the same day into the archive. Where another is at it, there is nothing to do.</summary>
    public async Task<RetentionResult> RunAloneAsync(DateTimeOffset olderThan, DateTimeOffset duplicateKeysBefore, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var take = new NpgsqlCommand($"SELECT pg_try_advisory_lock({LockKey})", connection);
        if (!(bool)(await take.ExecuteScalarAsync(cancellationToken))!)
            return new RetentionResult([], []);
        try
        {
            return await RunAsync(olderThan, duplicateKeysBefore, cancellationToken);
        }
        finally
        {
            await using var give = new NpgsqlCommand($"SELECT pg_advisory_unlock({LockKey})", connection);
            await give.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    private async Task<RetentionResult> RunAsync(DateTimeOffset olderThan, DateTimeOffset duplicateKeysBefore, CancellationToken cancellationToken)
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
    private async Task<bool?> DropDayAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var (from, to) = (DayBounds.Lowest(day), DayBounds.Lowest(day.AddDays(1)));
        var guard = $"""
            SELECT EXISTS (SELECT FROM box.delivery WHERE message_id >= '{from}' AND message_id < '{to}')
                OR EXISTS (SELECT FROM box.transfer WHERE state = 0 AND id >= '{from}' AND id < '{to}')
                OR EXISTS (SELECT FROM box.batch WHERE state IN (0, 1, 4) AND id >= '{from}' AND id < '{to}')
            """;
        if (archive is not null)
        {
            if ((await database.ReadAsync(new Step<bool>("day_unresolved", r => r.Flag()).With("from", from).With("to", to), cancellationToken))[0])
                return false;
            await archive.ExportDayAsync(day, cancellationToken);
        }
        // A replay after the export makes the guard hold; the day is put away once more when that has ended.
        return await DropAsync([.. PostgresPartitions.DayTables.Select(t => $"box.{t}_{day:yyyyMMdd}")], guard, cancellationToken);
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
        var ids = await OfNoDayAsync(olderThan, cancellationToken);
        if (archive is not null && ids.Count > 0)
            await archive.ExportAsync(ids, cancellationToken);
        await using var command = source.CreateCommand("""
            WITH gone AS (
                DELETE FROM box.message_other m WHERE m.id = ANY ($1)
                    AND NOT EXISTS (SELECT FROM box.delivery d WHERE d.message_id = m.id)
                RETURNING m.id),
            history AS (DELETE FROM box.delivery_history_other WHERE message_id IN (SELECT id FROM gone)),
            payload AS (DELETE FROM box.payload_other WHERE message_id IN (SELECT id FROM gone)),
            attempt AS (DELETE FROM box.attempt_other WHERE message_id IN (SELECT id FROM gone)),
            content AS (DELETE FROM box.batch_content_other WHERE batch_id IN (SELECT id FROM box.batch WHERE ended_at < $3)),
            segment AS (DELETE FROM box.text_segment_other s WHERE s.made_at < $3 AND NOT EXISTS (
                SELECT FROM box.message_other m WHERE m.id BETWEEN s.first_id AND s.last_id AND m.id <> ALL ($1)) RETURNING s.first_id, s.number),
            page AS (DELETE FROM box.text_page_other p USING segment s WHERE p.first_id = s.first_id AND p.number = s.number),
            duplicate AS (DELETE FROM box.duplicate_key_other WHERE month < $2)
            DELETE FROM box.search_key_other WHERE message_id IN (SELECT id FROM gone)
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = ids.ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = DayBounds.MonthOf(duplicateKeysBefore) });
        command.Parameters.Add(new NpgsqlParameter { Value = olderThan.ToUniversalTime() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<List<Guid>> OfNoDayAsync(DateTimeOffset olderThan, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("""
            SELECT m.id FROM box.message_other m WHERE m.accepted_at < $1 AND NOT EXISTS (SELECT FROM box.delivery d WHERE d.message_id = m.id) ORDER BY m.id LIMIT 10000
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = olderThan.ToUniversalTime() });
        var ids = new List<Guid>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            ids.Add(reader.GetGuid(0));
        return ids;
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
