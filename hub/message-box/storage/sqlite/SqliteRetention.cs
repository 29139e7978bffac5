namespace Integration.Hub.MessageBox.Storage;

/// <summary>Deletes whole days in small transactions, so that accepting goes on between them; a day with an unresolved delivery stays.</summary>
internal sealed class SqliteRetention(SqliteDatabase database, Archiving? archive)
{
    private const int MessagesPerCommit = 1000;

    private static readonly string[] OfMessage = ["box_delivery_history", "box_payload", "box_search_key", "box_attempt"];

    public async Task<RetentionResult> RunAsync(DateTimeOffset olderThan, DateTimeOffset duplicateKeysBefore, CancellationToken cancellationToken)
    {
        var dropped = new List<DateOnly>();
        var kept = new List<DateOnly>();
        for (var day = await FirstDayAsync(DateOnly.MinValue, cancellationToken);
             day is { } one && DayBounds.Start(one.AddDays(1)) <= olderThan;
             day = await FirstDayAsync(one.AddDays(1), cancellationToken))
            (await DeleteDayAsync(one, cancellationToken) ? dropped : kept).Add(one);
        await DeleteAsync("DELETE FROM box_duplicate_key WHERE key_hash IN (SELECT key_hash FROM box_duplicate_key WHERE month < @month LIMIT 5000)",
            [("month", DayBounds.MonthOf(duplicateKeysBefore))], cancellationToken);
        await DeleteAsync("""
            DELETE FROM box_transfer_reject WHERE rowid IN (SELECT r.rowid FROM box_transfer_reject r JOIN box_transfer t ON t.id = r.transfer_id
                WHERE t.ended_at < @ended LIMIT 5000)
            """, [("ended", olderThan)], cancellationToken);
        await DeleteAsync("""
            DELETE FROM box_batch_content WHERE rowid IN (SELECT c.rowid FROM box_batch_content c JOIN box_batch b ON b.id = c.batch_id
                WHERE b.ended_at < @ended LIMIT 100)
            """, [("ended", olderThan)], cancellationToken);
        return new RetentionResult(dropped, kept);
    }

    private async Task<DateOnly?> FirstDayAsync(DateOnly from, CancellationToken cancellationToken)
    {
        var lowest = from == DateOnly.MinValue ? Guid.Empty : DayBounds.Lowest(from);
        var first = await database.ReadAsync(session => session.ComposedAsync(
            "SELECT id FROM box_message WHERE id >= @lowest ORDER BY id LIMIT 1", [("lowest", lowest)], r => r.Id()), cancellationToken);
        return first.Count == 0 ? null : DayBounds.DayOf(DayBounds.MadeAt(first[0]));
    }

    private async Task<bool> DeleteDayAsync(DateOnly day, CancellationToken cancellationToken)
    {
        if (archive is not null)
        {
            if (await IsUnresolvedAsync(day, cancellationToken))
                return false;
            await archive.ExportDayAsync(day, cancellationToken);
        }
        while (true)
        {
            // Asked again for each part: a replay may bring a delivery of this day back at any time.
            var deleted = await database.WriteAsync(session => DeletePartAsync(session, DayBounds.Lowest(day), DayBounds.Lowest(day.AddDays(1))), cancellationToken);
            if (deleted is null)
                return false;
            if (deleted < MessagesPerCommit)
                return true;
        }
    }

    private async Task<bool> IsUnresolvedAsync(DateOnly day, CancellationToken cancellationToken) =>
        (await database.ReadAsync(Unresolved(DayBounds.Lowest(day), DayBounds.Lowest(day.AddDays(1))), cancellationToken))[0];

    private static Step<bool> Unresolved(Guid from, Guid to) => new Step<bool>("day_unresolved", r => r.Flag()).With("from", from).With("to", to);

    private static async Task<int?> DeletePartAsync(BoxSession session, Guid from, Guid to)
    {
        if ((await session.QueryAsync(Unresolved(from, to)))[0])
            return null;
        var last = await session.ComposedAsync($"""
            SELECT max(id), count(*) FROM (SELECT id FROM box_message WHERE id >= @from AND id < @to ORDER BY id LIMIT {MessagesPerCommit})
            """, [("from", from), ("to", to)], r => (Last: r.IdOrNull(), Count: r.Int()));
        if (last[0].Last is not { } highest)
            return 0;
        foreach (var table in OfMessage)
            await session.ComposedAsync($"DELETE FROM {table} WHERE message_id >= @from AND message_id <= @last", [("from", from), ("last", highest)], _ => 0);
        // A segment's lowest message has gone: of the same day are all its others, and none of them stays for long.
        foreach (var table in new[] { "box_text_page", "box_text_segment" })
            await session.ComposedAsync($"DELETE FROM {table} WHERE first_id >= @from AND first_id < @to AND NOT EXISTS (SELECT 1 FROM box_message WHERE id > @last AND id < @to)", [("from", from), ("to", to), ("last", highest)], _ => 0);
        await session.ComposedAsync("DELETE FROM box_message WHERE id >= @from AND id <= @last", [("from", from), ("last", highest)], _ => 0);
        return last[0].Count;
    }

    private async Task DeleteAsync(string sql, IReadOnlyList<(string, object?)> parameters, CancellationToken cancellationToken)
    {
        while (true)
        {
            var deleted = await database.WriteAsync(session => session.ComposedAsync(sql + " RETURNING 1", parameters, r => r.Int()), cancellationToken);
            if (deleted.Count == 0)
                return;
        }
    }
}
