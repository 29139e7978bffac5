using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Integration.Specs.Channels.Soap;

/// <summary>Runs programs of other stacks.</summary>
internal static class Interop
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "interop");

    /// <summary>What the program printed; fails the test with its error output if it did not end well.</summary>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            WorkingDirectory = folder ?? Folder,
            Environment = { ["PYTHONIOENCODING"] = "utf-8", ["PYTHONDONTWRITEBYTECODE"] = "1", ["LC_ALL"] = "C.UTF-8" },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}:\n{await error}\n{await output}");
        return await output;
    }

    public static async Task<JsonElement> RunJsonAsync(string program, params IEnumerable<string> arguments) =>
        JsonDocument.Parse(await RunAsync(program, arguments)).RootElement;
}
