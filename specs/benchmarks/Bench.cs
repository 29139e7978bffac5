using System.Globalization;
using Integration.Hub.MessageBox;
using Integration.Specs.Servers;

namespace Integration.Specs.Benchmarks;

/// <summary>Prints figures with the machine and the settings they were taken on. Timings judge nothing: the table is the product.</summary>
internal static class Bench
{
    private const int Messages = 40_000;
    private const int Rounds = 3;

    public static async Task<int> RunAsync(string[] args)
    {
        Console.WriteLine($"{Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, {Environment.OSVersion.VersionString}, .NET {Environment.Version}; fsync on, synchronous=FULL");
        var what = args.FirstOrDefault() ?? "all";
        var folder = Directory.CreateTempSubdirectory("hub-bench-").FullName;
        try
        {
            if (what is "all" or "box")
                await BoxesAsync(folder, args.ElementAtOrDefault(1));
            if (what is "all" or "archive")
                await ArchiveAsync();
            if (what is "all" or "core")
                await CoreAppBench.RunAsync(int.Parse(what == "core" ? args.ElementAtOrDefault(1) ?? "20000" : "20000", CultureInfo.InvariantCulture));
            if (what is "all" or "core" or "steps")
                await StepsBench.RunAsync();
            if (what is "all" or "search")
                await SearchBench.RunAsync(int.Parse(what == "search" ? args.ElementAtOrDefault(1) ?? "5000000" : "5000000", CultureInfo.InvariantCulture), what == "search" ? args.ElementAtOrDefault(2) : null);
            if (what is "all" or "failures")
                await FailureBench.RunAsync(int.Parse(what == "failures" ? args.ElementAtOrDefault(1) ?? "100000" : "100000", CultureInfo.InvariantCulture));
            if (what is "all" or "map")
                await MapBench.RunAsync();
            if (what is "all" or "bills")
                await BillsAsync(args.ElementAtOrDefault(1) ?? "1000000");
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task BoxesAsync(string folder, string? only)
    {
        Console.WriteLine($"\nThrough the box: durable accept → claim → complete, {Messages:N0} messages, each caller waits for its own commit; {Rounds} rounds after a warm-up\n");
        Console.WriteLine($"{"store",-10} {"keys",7} {"callers",8} {"msg/s min",10} {"median",10} {"max",10} {"memory after",13}");
        if (only != "postgres")
        {
            await using var sqlite = SqliteMessageBox.Open(Path.Combine(folder, "box.db"), "bench", TimeProvider.System);
            await BoxAsync("SQLite", sqlite);
        }
        if (only == "sqlite")
            return;
        await using var server = await PostgresServer.StartAsync();
        await using var postgres = PostgresMessageBox.Open(await server.CreateDatabaseAsync("bench"), "bench", TimeProvider.System);
        await BoxAsync("PostgreSQL", postgres);
    }

    private static async Task BoxAsync(string name, MessageBoxStore box)
    {
        await box.MigrateAsync(CancellationToken.None);
        var run = 0;
        await BoxThroughput.RunAsync(box, Messages / 4, subscriber: $"warm-{run++}");
        foreach (var keys in new[] { 0, 10_000 })
        {
            var rates = new List<double>();
            for (var round = 0; round < Rounds; round++)
                rates.Add(await BoxThroughput.RunAsync(box, Messages, callers: 512, keys: keys, subscriber: $"round-{run++}"));
            rates.Sort();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name,-10} {(keys == 0 ? "none" : keys.ToString("N0", CultureInfo.InvariantCulture)),7} {512,8} {rates[0],10:N0} {rates[Rounds / 2],10:N0} {rates[^1],10:N0} {Environment.WorkingSet >> 20,10:N0} MB"));
        }
    }

    private static async Task ArchiveAsync()
    {
        Console.WriteLine("\nInto the archive: single messages about customers, accounts and products, accepted → routed → in the archive; hub and counterparts in one process\n");
        Console.WriteLine($"{"store",-10} {"messages",10} {"seconds",9} {"messages/s",12} {"CPU seconds",12}");
        foreach (var store in new[] { "sqlite", "postgres" })
            Console.Write(await Processes.RunAsync(Environment.ProcessPath!, ["archive-fill", store]));
    }

    private static async Task BillsAsync(string lines)
    {
        Console.WriteLine($"\nBill file of {long.Parse(lines, CultureInfo.InvariantCulture):N0} lines, GB18030: dropped by billing → checked → mapped → accepted → in the archive with items; hub and counterparts in one process\n");
        Console.WriteLine($"{"store",-10} {"bills",10} {"seconds",9} {"lines/s",10} {"peak memory",12}");
        foreach (var store in new[] { "sqlite", "postgres" })
            Console.Write(await Processes.RunAsync(Environment.ProcessPath!, ["bill-file", store, lines]));
    }
}
