using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;

namespace Integration.Specs.Benchmarks;

/// <summary>How soon a page shows, in Debian's chromium with an empty cache each time.</summary>
internal static class PaintBench
{
    private const int Times = 7;

    private static readonly string[] s_arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    /// <param name="pages">What, its address, and the element that is there once the page says what it was asked for.</param>
    public static async Task RunAsync(string web, string name, string password, IEnumerable<(string What, string Address, string Shows)> pages)
    {
        Environment.SetEnvironmentVariable("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        using var playwright = await Playwright.CreateAsync();
        await using var chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = s_arguments, Timeout = 120_000 });
        Console.WriteLine($"\n{"opened " + Times + " times with an empty cache",-44} {"paint ms",9} {"most",8} {"shown ms",9} {"most",8}");
        foreach (var (what, address, shows) in pages)
        {
            var (paint, shown) = (new List<double>(), new List<double>());
            for (var n = 0; n < Times + 1; n++)
            {
                await using var context = await chromium.NewContextAsync(new() { BaseURL = web, ViewportSize = new() { Width = 1280, Height = 800 } });
                await context.APIRequest.PostAsync("/api/sign-in", new() { DataObject = new { name, password }, FailOnStatusCode = true });
                var page = await context.NewPageAsync();
                var clock = Stopwatch.StartNew();
                await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.Commit, Timeout = 60_000 });
                await page.Locator(shows).First.WaitForAsync(new() { Timeout = 60_000 });
                // The first one warms up.
                if (n == 0)
                    continue;
                shown.Add(clock.Elapsed.TotalMilliseconds);
                paint.Add(await page.EvaluateAsync<double>("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1"));
            }
            paint.Sort();
            shown.Sort();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-44} {paint[Times / 2],9:N0} {paint[^1],8:N0} {shown[Times / 2],9:N0} {shown[^1],8:N0}"));
        }
    }
}
