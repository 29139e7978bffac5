using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Integration.Hub.Access;
using Integration.Hub.Host.Hosting;
using Integration.Specs.Servers;
using Microsoft.Extensions.Logging;

namespace Integration.Specs.Benchmarks;

/// <summary>What operators ask, over HTTP with sign-in, at a whole hub on the filled database.</summary>
internal sealed class SearchQuestions(HttpClient client, int messages, DateTimeOffset end)
{
    private const int Asked = 300;
    private const string Password = "Bench-2026-Bench";

    // A question that is slow is asked less often, so that the bench comes to its end.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);
    private static readonly string[] Interfaces = ["N97-2", "BIL-1", "BIL-3", "CS-2"];
    private readonly Random _random = new(7);

    public static async Task RunAsync(string connection, int messages, DateTimeOffset end)
    {
        var folder = Directory.CreateTempSubdirectory("hub-bench-search-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "adapters"));
        var web = $"http://127.0.0.1:{Processes.FreePort()}";
        await File.WriteAllTextAsync(Path.Combine(folder, "hub.yaml"), $$"""
            node: bench
            http: http://127.0.0.1:{{Processes.FreePort()}}
            web: { address: "{{web}}" }
            store: { kind: postgres, connection: "{{connection}}" }
            mappings: {{Path.Combine(Places.Home, "mappings")}}
            adapters: [{{Path.Combine(folder, "adapters")}}]
            """);
        try
        {
            await using var hub = await RunningHub.StartAsync(folder, TimeProvider.System, LogLevel.Error, CancellationToken.None);
            using var client = await SignedInAsync(hub, web, Role.Operator);
            await new SearchQuestions(client, messages, end).AskAllAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    internal static async Task<HttpClient> SignedInAsync(RunningHub hub, string web, Role role, System.Net.CookieContainer? cookies = null)
    {
        // A database that was kept has those of other runs.
        var name = $"bench-{Guid.NewGuid():N}"[..20];
        var parts = hub.Stores.CoreApp;
        await parts.Units.PutAsync(new OrgUnit("cn", "group", "cn", "cn"), "bench", parts.Audit("bench"), CancellationToken.None);
        await parts.People.AddAsync(name, new PersonDetails($"S-{name}", "测试", "cn", null, [role], ReachKind.Unit), Password, "bench", parts.Audit("bench"), CancellationToken.None);
        var client = new HttpClient(new HttpClientHandler { CookieContainer = cookies ?? new() }) { BaseAddress = new Uri(web), Timeout = TimeSpan.FromMinutes(2) };
        (await client.PostAsJsonAsync("/api/sign-in", new { name, password = Password })).EnsureSuccessStatusCode();
        return client;
    }

    private async Task AskAllAsync()
    {
        Console.WriteLine($"\n{"asked " + Asked + " times each",-50} {"p50 ms",8} {"p95 ms",8} {"most",8} {"found",7}");
        await FindAsync("key: customer", s => $"customer:{s.CustomerNo}");
        await FindAsync("key: account", s => $"account:{s.AccountNo}");
        await FindAsync("key: order", s => $"order:{s.OrderNo}");
        await FindAsync("key: phone", s => $"phone:{s.Phone}");
        await FindAsync("key: work order, a business key", s => $"business:{s.WorkOrderNo} OR workOrder:{s.WorkOrderNo}");
        await FindAsync("key and time: a customer's last two days", s => $"customer:{s.CustomerNo} since:\"{end.AddDays(-2):yyyy-MM-ddTHH:mm:ssZ}\"");
        await FindAsync("key and interface", s => $"customer:{s.CustomerNo} if:BIL-1");
        await FindAsync("interface and parked", _ => $"if:{Pick(Interfaces)} state:parked");
        await FindAsync("interface and done", _ => $"if:{Pick(Interfaces)} state:done");
        await FindAsync("interface, an hour of an earlier day", _ => Hour($"if:{Pick(Interfaces)}"));
        await FindAsync("text: a rare Chinese phrase", s => $"\"{s.CustomerName}\"");
        await FindAsync("text: a name of three characters", s => s.Contact);
        await FindAsync("text: a frequent Chinese word", s => s.Trade);
        await FindAsync("text: part of a number", s => s.Phone[2..9]);
        await FindAsync("text: a whole number", s => s.BillNo);
        await FindAsync("text: a AND NOT b", s => $"\"{s.CustomerName}\" AND NOT {(s.HasAppointment ? "预约" : "工作日")}");
        await FindAsync("text: in an outbound body", s => $"\"<requestno>{s.OrderNo}-1\"");
        await FindAsync("text: in an answer", s => s.Receipt);
        await FindAsync("text: words that nowhere are", _ => $"zzq{_random.Next(1000)}xkcd OR 魑魅魍魉{_random.Next(1000)}");
        await FindAsync("text: frequent words, no such phrase", s => $"\"{s.City}{s.Trade}解放路\"");
        await FindAsync("text and interface", s => $"{s.Trade} if:BIL-1");
        await AskAsync("histogram of a day", s => $"/ops/api/messages/histogram?since={Escaped(end.AddDays(-1 - (s.Number % 8)))}&until={Escaped(end.AddDays(-(s.Number % 8)))}", a => a.GetProperty("total").GetInt64());
        await AskAsync("histogram of an interface's day", s => $"/ops/api/messages/histogram?q=if:BIL-1&since={Escaped(end.AddDays(-1 - (s.Number % 8)))}&until={Escaped(end.AddDays(-(s.Number % 8)))}", a => a.GetProperty("total").GetInt64());
        await AskAsync("histogram of a word's day", s => $"/ops/api/messages/histogram?q={Uri.EscapeDataString(s.CustomerName)}&since={Escaped(end.AddDays(-1))}&until={Escaped(end)}", a => a.GetProperty("total").GetInt64());
        await AskAsync("everything of a customer (/keys)", s => $"/ops/api/keys/{s.CustomerNo}", Items);
        await AskAsync("everything of an order (/keys)", s => $"/ops/api/keys/{s.OrderNo}", Items);
        await PagesAsync();
        await AskAsync("groups of failures", _ => "/ops/api/failures", Items);
    }

    private async Task PagesAsync()
    {
        var ids = new List<string>();
        for (var n = 0; n < 40; n++)
            ids.AddRange((await GetAsync($"/ops/api/keys/{Any().CustomerNo}")).GetProperty("items").EnumerateArray().Take(10).Select(m => m.GetProperty("id").GetString()!));
        await AskAsync("message page", s => $"/ops/api/messages/{ids[s.Number % ids.Count]}", _ => 1);
        await AskAsync("message page: its way", s => $"/ops/api/messages/{ids[s.Number % ids.Count]}/hops", a => a.GetArrayLength());
        await AskAsync("message page: a body", s => $"/ops/api/messages/{ids[s.Number % ids.Count]}/bodies/0", _ => 1);
    }

    private Story Any() => SearchFill.StoryOf(_random.Next(messages / Story.Messages), messages);

    private T Pick<T>(IReadOnlyList<T> of) => of[_random.Next(of.Count)];

    private string Hour(string filter)
    {
        var from = end.AddHours(-1 - _random.Next(200));
        return $"{filter} since:\"{from:yyyy-MM-ddTHH:mm:ssZ}\" until:\"{from.AddHours(1):yyyy-MM-ddTHH:mm:ssZ}\"";
    }

    private static string Escaped(DateTimeOffset at) => Uri.EscapeDataString(at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));

    private static long Items(JsonElement answer) => answer.GetProperty("items").GetArrayLength();

    private Task FindAsync(string what, Func<Story, string> query) => AskAsync(what, s => $"/ops/api/messages?q={Uri.EscapeDataString(query(s))}", Items);

    private async Task AskAsync(string what, Func<Story, string> path, Func<JsonElement, long> found)
    {
        var (took, all, late) = (new List<double>(), 0L, 0);
        var whole = Stopwatch.StartNew();
        for (var n = -3; n < Asked && whole.Elapsed < Longest; n++)
        {
            var asked = path(Any());
            var started = Stopwatch.GetTimestamp();
            var answer = await GetAsync(asked);
            // The first ones warm up.
            if (n < 0)
                continue;
            took.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            all += found(answer);
            late += answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("searchedBackTo", out var back) && back.ValueKind == JsonValueKind.String ? 1 : 0;
        }
        took.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what,-50} {took[took.Count / 2],8:N1} {took[took.Count * 95 / 100],8:N1} {took[^1],8:N1} {all / (double)took.Count,7:N1}{(took.Count < Asked ? $"   asked {took.Count} times" : "")}{(late > 0 ? $"   {late} times only a part in the time given" : "")}"));
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await client.GetAsync(path);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        return answer.IsSuccessStatusCode ? JsonElement.Parse(bytes) : throw new InvalidOperationException($"{path}: {answer.StatusCode} {System.Text.Encoding.UTF8.GetString(bytes)}");
    }
}
