using System.Globalization;
using System.Text.Json;
using Integration.CoreApp.Shared;
using Integration.Hub.Core.Configuration;

namespace Integration.Hub.Operations.Figures;

/// <summary>How large the store is and was. A look is noted every hour, by whichever node; the last one of a day stands, so that the forecast outlives restarts.</summary>
public sealed class CapacityBook(OperationsStore store, Func<HubConfig> current, IMessageBoxOperations box, FigureBook figures)
{
    private const string Whole = "";
    private const int DaysShown = 30;

    private DateOnly Today => DayOf(store.Time.GetUtcNow());

    /// <summary>Safe on many nodes at once: they all see the same.</summary>
    public async Task NoteAsync(CancellationToken cancellationToken)
    {
        var groups = await GroupsAsync(cancellationToken);
        var rows = JsonSerializer.Serialize(groups.Append(new StoredGroup(Whole, groups.Sum(g => g.Bytes), 0)).OrderBy(g => g.Name, StringComparer.Ordinal).Select(g => new { name = g.Name, bytes = g.Bytes.ToString(CultureInfo.InvariantCulture) }));
        await using var connection = await store.Open(cancellationToken);
        await store.Tables.RunAsync(connection, null, $$"""
            INSERT INTO {t}capacity (day, item, bytes) SELECT @day, u.name, CAST(u.bytes AS bigint) FROM {{store.Tables.Rows("name", "bytes")}} WHERE true
            ON CONFLICT (day, item) DO UPDATE SET bytes = excluded.bytes
            """, cancellationToken, ("rows", rows), ("day", Today));
        await store.Tables.RunAsync(connection, null, "DELETE FROM {t}capacity WHERE day < @day", cancellationToken, ("day", Today.AddDays(-(int)FigureBook.HoursKept.TotalDays)));
    }

    public async Task<CapacityReport> ReadAsync(CancellationToken cancellationToken)
    {
        var (config, now, today) = (current(), store.Time.GetUtcNow(), Today);
        var groups = await GroupsAsync(cancellationToken);
        var bytes = groups.Sum(g => g.Bytes);
        var noted = (await NotedAsync(today.AddDays(-DaysShown), cancellationToken)).Where(n => n.Day < today).Append((Day: today, Bytes: bytes)).ToList();
        var growth = new[] { 7, DaysShown }.Select(days => new Growth(days, Forecast.PerDay(noted, today, days))).ToList();
        var messages = (await figures.ReadAsync(new FigureQuery(null, now.AddDays(-DaysShown), now, "day"), cancellationToken)).GroupBy(f => DayOf(f.At)).ToDictionary(g => g.Key, g => g.Sum(f => f[Measure.Received]));
        var days = Enumerable.Range(0, DaysShown + 1).Select(n => today.AddDays(n - DaysShown))
            .Select(d => new DayOfStore(d, noted.Where(n => n.Day == d).Select(n => (long?)n.Bytes).FirstOrDefault(), messages.GetValueOrDefault(d))).Where(d => d.Bytes is not null || d.Messages > 0).ToList();
        var oldest = await box.OldestMessageAsync(cancellationToken);
        var disk = Disk(config.Store);
        return new CapacityReport(now, config.Store.Kind, bytes, groups, growth, days, config.Retention, oldest, await NextDropAsync(oldest, config.Retention, cancellationToken),
            disk?.AvailableFreeSpace, disk?.TotalSize, Forecast.FullOn(today, disk?.AvailableFreeSpace, growth[1].GrowthPerDay ?? growth[0].GrowthPerDay));
    }

    internal static DriveInfo? Disk(StoreConfig config) =>
        config.Kind == "sqlite" && Path.GetDirectoryName(config.Location) is { Length: > 0 } folder && new DriveInfo(folder) is { TotalSize: > 0 } drive ? drive : null;

    private async Task<IReadOnlyList<(DateOnly Day, long Bytes)>> NotedAsync(DateOnly from, CancellationToken cancellationToken)
    {
        await using var connection = await store.Open(cancellationToken);
        return await store.Tables.ReadAsync(connection, null, "SELECT day, bytes FROM {t}capacity WHERE item = @whole AND day >= @from ORDER BY day", r => (r.Day("day")!.Value, r.Whole("bytes")!.Value), cancellationToken, ("whole", Whole), ("from", from));
    }

    // Parts of a table are its days or months: they belong together by their name without the date.
    private async Task<IReadOnlyList<StoredGroup>> GroupsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await store.Open(cancellationToken);
        return store.Dialect == SqlDialect.PostgreSql
            ? await store.Tables.ReadAsync(connection, null, """
                SELECT n.nspname || '.' || regexp_replace(c.relname, '_([0-9]{6,8}|other)$', '') AS name, SUM(pg_total_relation_size(c.oid))::bigint AS bytes, COUNT(*) AS partitions
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\_%'
                GROUP BY 1 ORDER BY 2 DESC, 1
                """, Group, cancellationToken)
            : await store.Tables.ReadAsync(connection, null, "SELECT 'file' AS name, p.page_count * s.page_size AS bytes, 1 AS partitions FROM pragma_page_count() p, pragma_page_size() s", Group, cancellationToken);
    }

    private async Task<NextDrop?> NextDropAsync(DateTimeOffset? oldest, TimeSpan retention, CancellationToken cancellationToken)
    {
        if (oldest is not { } at)
            return null;
        // Days of the box begin at midnight UTC.
        var day = DateOnly.FromDateTime(at.UtcDateTime);
        long? bytes = null;
        if (store.Dialect == SqlDialect.PostgreSql)
        {
            await using var connection = await store.Open(cancellationToken);
            bytes = (await store.Tables.ReadAsync(connection, null, """
                SELECT COALESCE(SUM(pg_total_relation_size(c.oid)), 0)::bigint AS bytes FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = 'box' AND c.relkind = 'r' AND c.relname LIKE '%\_' || @day
                """, r => r.Whole("bytes")!.Value, cancellationToken, ("day", day.ToString("yyyyMMdd", CultureInfo.InvariantCulture))))[0];
        }
        return new NextDrop(day, new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) + retention, bytes);
    }

    private DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, store.Time.LocalTimeZone).DateTime);

    private static StoredGroup Group(System.Data.Common.DbDataReader r) => new(r.Text("name")!, r.Whole("bytes")!.Value, r.Whole("partitions")!.Value);
}
