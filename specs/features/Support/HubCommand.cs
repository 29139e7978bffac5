using System.Diagnostics;

namespace Integration.Specs.Features.Support;

/// <summary>The program as a person calls it: <c>hub VERB …</c>, in a process of its own.</summary>
/// <param name="Code">Exit code.</param>
/// <param name="Said">What it printed.</param>
/// <param name="Complained">What it printed to the error output.</param>
internal sealed record HubCommand(int Code, string Said, string Complained)
{
    /// <param name="data">HUB_DATA: where the world of ./run would stand; null: as the environment has it.</param>
    public static async Task<HubCommand> RunAsync(string? data, params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "hub.dll"), .. words]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        if (data is not null)
            start.Environment["HUB_DATA"] = data;
        using var process = Process.Start(start)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience.Limit);
        try
        {
            var (said, complained) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
            await process.WaitForExitAsync(patience.Token);
            return new HubCommand(process.ExitCode, await said, await complained);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
