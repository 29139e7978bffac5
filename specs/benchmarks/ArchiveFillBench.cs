using System.Diagnostics;
using System.Globalization;
using Integration.Hub.Host.Demo;
using Integration.Hub.Host.Hosting;
using Integration.Specs.Servers;
using Microsoft.Extensions.Logging;

namespace Integration.Specs.Benchmarks;

/// <summary>Single messages about customers, accounts and products into the archive, by the whole hub in a process of its own.</summary>
internal static class ArchiveFillBench
{
    public static async Task<int> RunChildAsync(string store)
    {
        var folder = Directory.CreateTempSubdirectory("hub-bench-archive-").FullName;
        try
        {
            await using var demo = await DemoWorld.StartAsync(folder, $"http://127.0.0.1:{Processes.FreePort()}", store == "postgres", returnEvery: 0, CancellationToken.None);
            await using var hub = await RunningHub.StartAsync(demo.Settings.Write(Places.Home), TimeProvider.System, LogLevel.Error, CancellationToken.None);
            var clock = Stopwatch.StartNew();
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            var messages = await DemoSeed.PostAsync(new DemoScene(hub, demo, DemoPlan.Morning), CancellationToken.None);
            var took = clock.Elapsed;
            var worked = Process.GetCurrentProcess().TotalProcessorTime - before;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{store,-10} {messages,10:N0} {took.TotalSeconds,9:N1} {messages / took.TotalSeconds,12:N0} {worked.TotalSeconds,12:N1}"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
