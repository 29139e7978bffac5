using System.Diagnostics;
using System.Text.Json;
using Integration.Specs.Servers;

namespace Integration.Specs.Channels.Soap;

/// <summary>PHP's SoapServer on the test contract, on a free loopback port.</summary>
public sealed class PhpServer : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-php-").FullName;
    private readonly int _port = Processes.FreePort();
    private Process? _process;

    public Uri Address(string query = "") => new($"http://127.0.0.1:{_port}/care{query}");

    public IReadOnlyList<JsonElement> Journal => File.Exists(JournalFile)
        ? [.. File.ReadAllLines(JournalFile).Select(l => JsonDocument.Parse(l).RootElement)]
        : [];

    private string JournalFile => Path.Combine(_folder, "journal");

    public async ValueTask InitializeAsync()
    {
        var started = new TaskCompletionSource();
        _process = new Process
        {
            StartInfo = new ProcessStartInfo("php", ["-S", $"127.0.0.1:{_port}", Path.Combine(Interop.Folder, "php/server.php")])
            {
                WorkingDirectory = _folder,
                RedirectStandardError = true,
                Environment = { ["WSDL"] = SoapHost.Contract.File, ["JOURNAL"] = JournalFile },
            },
        };
        _process.ErrorDataReceived += (_, line) =>
        {
            // PHP says "Development Server (http://…) started"; the end of its output means that it could not.
            if (line.Data?.Contains(") started", StringComparison.Ordinal) == true)
                started.TrySetResult();
            else if (line.Data is null)
                started.TrySetException(new InvalidOperationException("php -S did not start."));
        };
        _process.Start();
        _process.BeginErrorReadLine();
        await started.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _process?.Kill();
        await (_process?.WaitForExitAsync(TestContext.Current.CancellationToken) ?? Task.CompletedTask);
        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
