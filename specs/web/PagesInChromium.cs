using Integration.Specs.WebApi;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Integration.Specs.Web.PagesInChromium))]

namespace Integration.Specs.Web;

/// <summary>The built pages and the real API over SQLite, and Debian's chromium to look at them.</summary>
public sealed class PagesInChromium : WebOnSqlite, IAsyncLifetime
{
    private static readonly string[] s_arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private IPlaywright? _playwright;
    private IBrowser? _chromium;

    protected override string? Pages => BuiltPages();

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        await ArriveAsync("core", Customer("KH1", "杭州银行股份有限公司") with
        {
            Contacts = [new() { Name = "王建国", Role = CanonicalModel.ContactRole.DecisionMaker, Phones = [new("13800001111")] }],
        });
        Environment.SetEnvironmentVariable("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        _playwright = await Playwright.CreateAsync();
        _chromium = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = s_arguments, Timeout = 60_000 });
    }

    /// <summary>A page of somebody who has not signed in, in a Chinese browser; it waits a minute for what it looks for.</summary>
    public async Task<IPage> PageAsync()
    {
        var context = await _chromium!.NewContextAsync(new() { BaseURL = Web.Address, Locale = "zh-CN", ViewportSize = new() { Width = 1280, Height = 800 } });
        context.SetDefaultTimeout(60_000);
        return await context.NewPageAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        if (_chromium is not null)
            await _chromium.DisposeAsync();
        _playwright?.Dispose();
        await base.DisposeAsync();
    }

    private static string BuiltPages()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "core-app", "web", "dist", "index.html")))
                return Path.Combine(folder.FullName, "core-app", "web", "dist");
        }

        throw new InvalidOperationException("the pages are not built: run core-app/web/build (./test does)");
    }
}
