using System.Diagnostics;
using System.Text.RegularExpressions;
using Integration.Specs.Features.Support;
using Integration.Specs.Servers;

namespace Integration.Specs.Features.Whole;

/// <summary><c>./run</c> starts the group's hub as a process of its own; nobody else would end it.</summary>
[Collection(WholeHubCollection.Name)]
public sealed partial class GroupOfTheDemoSpecs
{
    [Fact]
    public async Task The_groups_hub_dies_with_a_run_that_is_killed()
    {
        var data = Directory.CreateTempSubdirectory("hub-run-").FullName;
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "hub.dll"), "up", "--port", $"{Processes.FreePort()}"]) { RedirectStandardOutput = true };
        start.Environment["HUB_DATA"] = data;
        using var run = Process.Start(start)!;
        var said = run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            var yaml = Path.Combine(data, "run", "group", "hub.yaml");
            await Patience.UntilAsync("the group's hub is configured", () => Task.FromResult(File.Exists(yaml)), there => there);
            var http = await Patience.UntilAsync("its address", async () => Address().Match(await File.ReadAllTextAsync(yaml, TestContext.Current.CancellationToken)).Groups[1].Value, a => a.Length > 0);
            await Patience.UntilAsync($"the group's hub answers on {http}", () => AnswersAsync(http), yes => yes);
            run.Kill();
            await Patience.UntilAsync("the group's hub is gone", () => AnswersAsync(http), yes => !yes, TimeSpan.FromSeconds(10));
        }
        finally
        {
            if (!run.HasExited)
                run.Kill(entireProcessTree: true);
            await run.WaitForExitAsync(TestContext.Current.CancellationToken);
            await said;
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task<bool> AnswersAsync(string http)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        try
        {
            return (await client.GetAsync(http + "/", TestContext.Current.CancellationToken)).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    [GeneratedRegex("^http: (http://\\S+)$", RegexOptions.Multiline)]
    private static partial Regex Address();
}
