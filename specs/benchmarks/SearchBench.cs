using System.Diagnostics;
using System.Globalization;
using Integration.Hub;
using Integration.Hub.Core.Maintenance;
using Integration.Hub.MessageBox;
using Integration.Specs.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Integration.Specs.Benchmarks;

/// <summary>Searching millions of stored messages on PostgreSQL: how big tables and text index get, how long the index takes, how long questions take over HTTP.</summary>
internal static class SearchBench
{
    // Of messages and payloads together.
    private const int Tail = 7000;

    /// <param name="messages">How many are stored.</param>
    /// <param name="folder">Where the filled database stays for another run; null: it is made anew and removed.</param>
    public static async Task RunAsync(int messages, string? folder)
    {
        Console.WriteLine($"\nSearching {messages:N0} stored messages of ten days, five interfaces, with what came, went and was answered; PostgreSQL, everything on this machine\n");
        await using var server = await PostgresServer.StartAsync(folder);
        var name = $"search_{messages}";
        var connection = await HasAsync(server, name) ? server.ConnectionString(name) : await server.CreateDatabaseAsync(name);
        var end = await FillAsync(connection, messages);
        await SizesAsync(connection);
        await TailAsync(connection, messages, end);
        await SearchQuestions.RunAsync(connection, messages, end);
        if (folder is null)
            await CostAsync(server);
        else
            await CheckpointAsync(connection);
    }

    private static async Task<DateTimeOffset> FillAsync(string connection, int messages)
    {
        await using var box = PostgresMessageBox.Open(connection, "fill", TimeProvider.System);
        await box.MigrateAsync(CancellationToken.None);
        if (await FilledToAsync(connection) is not { } end)
        {
            end = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds());
            var clock = Stopwatch.StartNew();
            await new SearchFill(connection, messages, end).RunAsync(box);
            await RunAsync(connection, $"CREATE TABLE filled_to AS SELECT {end.ToUnixTimeSeconds()}::bigint AS at");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"stored",-12} {clock.Elapsed.TotalSeconds,8:N1} s   {messages / clock.Elapsed.TotalSeconds,8:N0} messages/s, by COPY, with VACUUM and ANALYZE"));
        }
        await IndexAsync(box, connection);
        return end;
    }

    private static async Task IndexAsync(MessageBoxStore box, string connection)
    {
        var (clock, taken) = (Stopwatch.StartNew(), 0L);
        var processor = Environment.CpuUsage.TotalTime;
        for (int some; (some = await box.IndexSomeAsync(CancellationToken.None)) > 0;)
            taken += some;
        var state = await box.TextIndexAsync(CancellationToken.None);
        if (taken > 0)
        {
            await RunAsync(connection, "VACUUM (ANALYZE) box.text_segment, box.text_page");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"indexed",-12} {clock.Elapsed.TotalSeconds,8:N1} s   {taken / clock.Elapsed.TotalSeconds,8:N0} messages/s, {(Environment.CpuUsage.TotalTime - processor).TotalSeconds:N1} s of processor here"));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"text index",-12} {state.Bytes / 1048576.0,8:N0} MB  {state.Bytes / (double)Math.Max(1, state.Documents),8:N0} bytes a message, {state.Segments} segments, {state.Behind:N0} messages and payloads behind"));
    }

    /// <summary>The index waits for some thousand messages: half of them are there when questions are asked.</summary>
    private static async Task TailAsync(string connection, int messages, DateTimeOffset end)
    {
        await using var box = PostgresMessageBox.Open(connection, "fill", TimeProvider.System);
        var behind = (await box.TextIndexAsync(CancellationToken.None)).Behind;
        for (var n = 0; behind + (2 * n) < Tail; n += 500)
            await box.AcceptBatchAsync([.. Enumerable.Range(n, 500).Select(i => New(i, messages, end))], null, CancellationToken.None);
        Console.WriteLine($"\n{(await box.TextIndexAsync(CancellationToken.None)).Behind:N0} messages and payloads wait for the index while questions are asked");
    }

    private static AcceptItem New(int n, int messages, DateTimeOffset end)
    {
        var id = MessageId.New(end);
        var of = StoryMessages.Of(SearchFill.StoryOf((messages / Story.Messages) + n, messages), 1 + (n % 4), end);
        return new AcceptItem(
            new Envelope { Id = id, Type = of.Type, Source = of.Source, Interface = of.Interface, Body = System.Text.Encoding.UTF8.GetBytes(of.Body), BusinessKey = of.BusinessKey, ConversationId = id.ToString(), ReceivedAt = end, Keys = of.Keys },
            [.. of.Subscribers.Select(s => new DeliveryPlan(s, Done: true))], [.. of.Payloads.Where(p => p.Subscriber is null).Select(p => new Payload(p.Kind, p.Bytes, p.ContentType, p.Origin))]);
    }

    private static async Task SizesAsync(string connection)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand("""
            SELECT p.relname, sum(pg_table_size(c.oid))::bigint, sum(pg_indexes_size(c.oid))::bigint FROM pg_class p JOIN pg_namespace n ON n.oid = p.relnamespace AND n.nspname = 'box'
            CROSS JOIN LATERAL pg_partition_tree(p.oid) t JOIN pg_class c ON c.oid = t.relid WHERE p.relkind = 'p' GROUP BY p.relname HAVING sum(pg_table_size(c.oid)) > 1000000 ORDER BY 2 DESC
            """);
        await using var rows = await command.ExecuteReaderAsync();
        Console.WriteLine($"\n{"table",-20} {"rows MB",10} {"indexes MB",12}");
        while (await rows.ReadAsync())
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows.GetString(0),-20} {rows.GetInt64(1) >> 20,10:N0} {rows.GetInt64(2) >> 20,12:N0}"));
    }

    private static async Task<bool> HasAsync(PostgresServer server, string name)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString("postgres"));
        await using var command = source.CreateCommand("SELECT 1 FROM pg_database WHERE datname = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = name });
        return await command.ExecuteScalarAsync() is not null;
    }

    private static async Task<DateTimeOffset?> FilledToAsync(string connection)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var there = source.CreateCommand("SELECT to_regclass('public.filled_to') IS NOT NULL");
        if (await there.ExecuteScalarAsync() is not true)
            return null;
        await using var at = source.CreateCommand("SELECT at FROM filled_to");
        return DateTimeOffset.FromUnixTimeSeconds((long)(await at.ExecuteScalarAsync())!);
    }

    private static Task CheckpointAsync(string connection) => RunAsync(connection, "CHECKPOINT");

    private static async Task RunAsync(string connection, string sql)
    {
        await using var to = new NpgsqlConnection(connection);
        await to.OpenAsync();
        await using var command = new NpgsqlCommand(sql, to) { CommandTimeout = 1800 };
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Throughput while the index is being made, against without.</summary>
    private static async Task CostAsync(PostgresServer server)
    {
        var rates = new Dictionary<bool, List<double>> { [false] = [], [true] = [] };
        for (var round = 0; round < 3; round++)
            foreach (var indexing in new[] { false, true })
            {
                await using var box = PostgresMessageBox.Open(await server.CreateDatabaseAsync($"cost_{round}_{indexing}".ToLowerInvariant()), "bench", TimeProvider.System);
                await box.MigrateAsync(CancellationToken.None);
                await BoxThroughput.RunAsync(box, 10_000, subscriber: "warm");
                using var stop = new CancellationTokenSource();
                var indexer = indexing ? new TextIndexer(box, box, TimeProvider.System, NullLogger<TextIndexer>.Instance).RunAsync(stop.Token) : Task.CompletedTask;
                rates[indexing].Add(await BoxThroughput.RunAsync(box, 200_000));
                await stop.CancelAsync();
                await indexer;
            }
        var (without, with) = (rates[false].Order().ElementAt(1), rates[true].Order().ElementAt(1));
        Console.WriteLine($"\nthrough the box, median of 3: {without:N0} msg/s without, {with:N0} msg/s with the index behind it ({with / without:P1})");
    }
}
