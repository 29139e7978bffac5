using System.Globalization;
using System.Text;
using Integration.Hub.Core.Journeys;
using Integration.Hub.Host.Demo;
using Integration.Specs.Features.Support;
using Integration.Specs.Servers;
using Microsoft.Extensions.Logging;

[assembly: AssemblyFixture(typeof(Integration.Specs.Web.HubInChromium))]

namespace Integration.Specs.Web;

/// <summary>A whole hub with its counterparts over their real protocols, the built pages, people of each role, and Debian's chromium to look at them.</summary>
public sealed class HubInChromium : IAsyncLifetime
{
    /// <summary>How long a page may take to show what it is asked for, on a machine that has much else to do.</summary>
    public const int Patience = 60_000;

    private static readonly string[] s_arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly string _folder = Directory.CreateTempSubdirectory("hub-web-").FullName;
    private DemoWorld? _demo;
    private RunningHub? _hub;
    private IPlaywright? _playwright;
    private IBrowser? _chromium;

    public World World => _demo!.World;

    public Ninety7Counterpart Ninety7 => _demo!.Ninety7;

    public async ValueTask InitializeAsync()
    {
        var pages = Path.Combine(Places.Home, "core-app", "web", "dist");
        if (!File.Exists(Path.Combine(pages, "index.html")))
            throw new InvalidOperationException($"there are no built pages in {pages}: run core-app/web/build (./test does)");
        if (!File.Exists(Path.Combine(Places.Home, "hub", "console", "web", "dist", "index.html")))
            throw new InvalidOperationException("there are no built pages of the console: run hub/console/web/build (./test does)");
        _demo = await DemoWorld.StartAsync(_folder, Loopback(), server: false, returnEvery: 0, CancellationToken.None);
        var home = Impatient.Home(_folder);
        var settings = _demo.Settings with { Web = Loopback(), More = "timeZone: Asia/Shanghai\n" };
        var config = settings.Write(home);
        // The home of the test has adapters and mappings alone; the pages are those of the repository.
        var file = Path.Combine(config, "hub.yaml");
        var lines = (await File.ReadAllLinesAsync(file)).Where(l => !l.StartsWith("orders:", StringComparison.Ordinal)).Select(l => l.Replace($"address: \"{settings.Web}\"", $"address: \"{settings.Web}\", pages: \"{pages}\"", StringComparison.Ordinal));
        await File.WriteAllLinesAsync(file, [.. lines, Always()]);
        _hub = await RunningHub.StartAsync(config, TimeProvider.System, LogLevel.Warning, CancellationToken.None);
        await DemoPeople.MakeAsync(_hub.Stores.CoreApp, World, CancellationToken.None);
        await ArchiveSeed.FillAsync(_hub, World);
        // Its own wish to fetch browsers is refused: there is one on the machine.
        Environment.SetEnvironmentVariable("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        _playwright = await Playwright.CreateAsync();
        _chromium = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = s_arguments, Timeout = 120_000 });
    }

    /// <summary>Bills of a customer, of the months up to the last one that has ended; they are in the archive when this returns.</summary>
    public async Task BillAsync(WorldCustomer customer, params long[] fen)
    {
        var now = _hub!.Time.GetUtcNow();
        var first = new DateOnly(now.Year, now.Month, 1).AddMonths(-fen.Length);
        var account = World.Account(2 * customer.Index).Number;
        await Task.WhenAll(fen.Select((amount, i) => _hub.Runtime.PostAsync(Posting.Envelope(
            new CustomerBillIssued
            {
                BillNo = new($"WB{customer.Number}{i}"), AccountNo = new(account), CustomerNo = new(customer.Number), Period = BillingPeriod.Parse($"{first.AddMonths(i):yyyy-MM}"), State = BillState.Settled,
                AmountDue = Money.Cny(amount), AmountPaid = Money.Cny(amount), Items = [], OccurredAt = now,
            }, "billing", account, $"bill:{customer.Number}:{i}", _hub.Time), CancellationToken.None).AsTask()));
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await _hub.RestAsync("archive", patience.Token);
    }

    /// <summary>97 says something of a work order, as it stands in <paramref name="json"/>.</summary>
    public async Task SayAs97Async(string id, string json)
    {
        await using var port = new SqliteTableQueuePort(Path.Combine(_folder, "queues.db"), "n97.events");
        await port.SendAsync(new QueueMessage(id, "N97.WorkOrderEvent", Encoding.UTF8.GetBytes(json)), CancellationToken.None);
    }

    /// <summary>A page of somebody who has not signed in, in a browser of their own.</summary>
    public async Task<IPage> PageAsync(bool english = false, bool dark = false, int width = 1280, int height = 800)
    {
        var context = await _chromium!.NewContextAsync(new() { BaseURL = _hub!.PagesAddress, Locale = "zh-CN", TimezoneId = "Asia/Shanghai", ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = width, Height = height } });
        context.SetDefaultTimeout(Patience);
        await context.AddInitScriptAsync($"if (!localStorage.getItem('hub.language')) localStorage.setItem('hub.language', '{(english ? "en" : "zh")}'); localStorage.setItem('hub.dark', '{(dark ? "yes" : "no")}');");
        return await context.NewPageAsync();
    }

    /// <summary>A page of one of the people of the world, signed in, at an address.</summary>
    public async Task<IPage> SignedInAsync(string name, string address = "/", bool english = false, bool dark = false, int width = 1280, int height = 800)
    {
        var page = await PageAsync(english, dark, width, height);
        await page.GotoAsync(address);
        await SignInAsync(page, name, DemoPeople.Password);
        await page.Locator(".shell-main h1").First.WaitForAsync();
        return page;
    }

    public static async Task SignInAsync(IPage page, string name, string password)
    {
        await page.Locator("#name").FillAsync(name);
        await page.Locator("#password").FillAsync(password);
        await page.Locator("button[type=submit]").ClickAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_chromium is not null)
            await _chromium.DisposeAsync();
        _playwright?.Dispose();
        if (_hub is not null)
            await _hub.DisposeAsync();
        if (_demo is not null)
            await _demo.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Loopback() => $"http://127.0.0.1:{Processes.FreePort()}";

    // People here work round the clock, so that it does not matter when the tests run.
    private static string Always()
    {
        var days = Enumerable.Range(-1, 4).Select(d => DateTime.UtcNow.AddHours(8).Date.AddDays(d)).Where(d => d.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
        return $"orders: {{ hours: [\"00:00-23:59\"], open: [{string.Join(", ", days.Select(d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))}] }}";
    }
}
