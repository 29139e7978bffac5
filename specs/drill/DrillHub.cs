using System.Text.Json;
using Integration.Hub.Core.Journeys;
using Integration.Specs.Features.Support;
using Microsoft.Extensions.Logging;

namespace Integration.Specs.Drill;

/// <summary>A whole hub on real servers, with the adapters and waits of life, and somebody on duty who looks at it over the web.</summary>
public sealed class DrillHub : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-drill-").FullName;
    private DemoWorld? _demo;
    private RunningHub? _hub;
    private Browser? _browser;
    private int _posted;

    internal DemoWorld Demo => _demo!;

    public Browser Duty => _browser!;

    internal RabbitMqServer Broker => Demo.Servers.OfType<RabbitMqServer>().Single();

    internal SshdServer Files => Demo.Servers.OfType<SshdServer>().Single();

    public string Run { get; } = DateTimeOffset.UtcNow.ToString("yyMMddHHmmss", System.Globalization.CultureInfo.InvariantCulture);

    public DateTimeOffset Now => _hub!.Time.GetUtcNow();

    public int Next => Interlocked.Increment(ref _posted);

    public async ValueTask InitializeAsync()
    {
        _demo = await DemoWorld.StartAsync(_folder, Loopback(), server: true, returnEvery: 0, CancellationToken.None);
        var home = Impatient.Copy(_folder);
        // The one thing that is not as it is shipped: a deployment says when its files come.
        var billing = Path.Combine(home, "adapters", "billing", "adapter.yaml");
        await File.WriteAllTextAsync(billing, (await File.ReadAllTextAsync(billing)).Replace("    mapping: billing/bil-2-usage@1\n", "    expectedBy: { at: \"00:01\" }\n    mapping: billing/bil-2-usage@1\n", StringComparison.Ordinal));
        var config = (_demo.Settings with { Web = Loopback(), More = "timeZone: Asia/Shanghai\n" }).Write(home);
        _hub = await RunningHub.StartAsync(config, TimeProvider.System, LogLevel.Error, CancellationToken.None);
        await DemoPeople.MakeAsync(_hub.Stores.CoreApp, _demo.World, CancellationToken.None);
        _browser = new Browser(new Uri(_hub.PagesAddress!));
        await _browser.SignInAsync("repairer", DemoPeople.Password);
        await PostCustomersAsync();
        // The one fault that is there from the start on.
        await Polling.UntilAsync(async () => (await AlertsAsync()).Any(a => a is { Rule: "fileMissing", Subject: "BIL-2" }), "the alert of the missing file", TimeSpan.FromMinutes(1), TimeSpan.FromMilliseconds(250));
    }

    /// <summary>The core app says something.</summary>
    public async Task PostAsync<T>(T message, string key) where T : class =>
        await _hub!.Runtime.PostAsync(Posting.Envelope(message, "core", key, $"drill:{Run}:{Next}", _hub.Time), CancellationToken.None);

    public async Task<JsonElement> LinkAsync(string name) =>
        (await Duty.GetAsync("/ops/api/map"))["links"].EnumerateArray().FirstOrDefault(l => l.GetProperty("interface").GetString() == name);

    /// <summary>All alerts, those that are over too.</summary>
    public async Task<IReadOnlyList<DrillAlert>> AlertsAsync() => [.. (await Duty.GetAsync("/ops/api/alerts?limit=200"))["items"].EnumerateArray().Select(a => new DrillAlert(
        a.GetProperty("id").GetString()!, a.GetProperty("rule").GetString()!, a.GetProperty("subject").GetString()!, a.GetProperty("words").GetString()!, a.GetProperty("state").GetString() == "ended"))];

    /// <summary>What the runbook says about deliveries that wait for a person: the group is resumed, or thrown away.</summary>
    public async Task SettleAsync(string link, bool discard)
    {
        var groups = (await Duty.GetAsync("/ops/api/failures"))["items"].EnumerateArray().Where(g => g.GetProperty("subscriber").GetString()!.Split(':')[^1] == link).Select(g => g.GetProperty("group").GetString()!).ToList();
        foreach (var group in groups)
        {
            var answer = discard
                ? await Duty.PostAsync($"/ops/api/failures/{group}/discard", new { requestId = Guid.NewGuid().ToString(), reason = "drill" })
                : await Duty.PostAsync("/ops/api/runs", new { requestId = Guid.NewGuid().ToString(), group, steps = Array.Empty<int>(), reason = "drill" });
            Assert.True((int)answer.Status < 300, $"{link} {group}: {answer.Status} {answer.Code}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _browser?.Dispose();
        if (_hub is not null)
            await _hub.DisposeAsync();
        if (_demo is not null)
            await _demo.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task PostCustomersAsync()
    {
        for (var n = 0; n < 12; n++)
        {
            var customer = Demo.World.Customer(n);
            await PostAsync(DemoFacts.Customer(customer, Now), customer.Number);
        }
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await _hub!.RestAsync(patience.Token);
    }

    private static string Loopback() => $"http://127.0.0.1:{Processes.FreePort()}";
}

public sealed record DrillAlert(string Id, string Rule, string Subject, string Words, bool Over);
