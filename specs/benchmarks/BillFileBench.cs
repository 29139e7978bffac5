using System.Diagnostics;
using System.Globalization;
using Integration.Hub.Host.Demo;
using Integration.Hub.Host.Hosting;
using Integration.Specs.Counterparts;
using Integration.Specs.Servers;
using Microsoft.Extensions.Logging;

namespace Integration.Specs.Benchmarks;

/// <summary>One bill file through the whole hub, in a process of its own so that its peak memory is its own.</summary>
internal static class BillFileBench
{
    public static async Task<int> RunChildAsync(string store, long lines)
    {
        var folder = Directory.CreateTempSubdirectory("hub-bench-bills-").FullName;
        try
        {
            await using var demo = await DemoWorld.StartAsync(folder, $"http://127.0.0.1:{Processes.FreePort()}", store == "postgres", returnEvery: 0, CancellationToken.None);
            await using var hub = await RunningHub.StartAsync(demo.Settings.Write(Places.Home), TimeProvider.System, LogLevel.Error, CancellationToken.None);
            var clock = Stopwatch.StartNew();
            var file = await demo.Billing.Bills.SendAsync(new BillOrder("202610", lines), CancellationToken.None);
            var written = clock.Elapsed;
            await hub.UntilAsync(async () => (await demo.Billing.Bills.ReadReceiptsAsync(CancellationToken.None)).Count > 0, CancellationToken.None);
            await hub.RestAsync(CancellationToken.None);
            var took = clock.Elapsed - written;
            var (bills, fen) = await hub.Stores.Archive.BillTotalsAsync(CancellationToken.None);
            if (bills != file.Bills || fen != file.TotalFen)
                throw new InvalidOperationException($"the archive holds {bills} bills over {fen} fen; billing sent {file.Bills} over {file.TotalFen}");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{store,-10} {bills,10:N0} {took.TotalSeconds,9:N1} {lines / took.TotalSeconds,10:N0} {PeakMegabytes(),9:N0} MB"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static long PeakMegabytes() => Process.GetCurrentProcess().PeakWorkingSet64 >> 20;
}
