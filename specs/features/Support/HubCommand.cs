using System.Diagnostics;

namespace Integration.Specs.Features.Support;

/// <summary>A verb of the program, as an operator types it, in a process of its own beside the running hub.</summary>
internal static class HubCommand
{
    /// <summary>Fails with what it printed if its exit code is not 0.</summary>
    public static async Task<string> RunAsync(string configFolder, params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "hub.dll"), .. words, "--config", configFolder]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience.Limit);
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
        await process.WaitForExitAsync(patience.Token);
        Assert.True(process.ExitCode == 0, $"hub {string.Join(' ', words)} ended with {process.ExitCode}: {await said}{await complained}");
        return await said;
    }
}
