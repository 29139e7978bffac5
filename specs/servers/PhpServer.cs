using System.Diagnostics;

namespace Integration.Specs.Servers;

/// <summary>PHP's own web server with one script for every path, on a free loopback port, in a folder of its own.</summary>
public sealed class PhpServer : IAsyncDisposable
{
    private static readonly TimeSpan StartUp = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly TaskCompletionSource _started = new();

    private PhpServer(Process process, string folder, Uri address)
    {
        (_process, Folder, Address) = (process, folder, address);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    /// <summary>Where the script may keep what it likes; gone with the server.</summary>
    public string Folder { get; }

    /// <param name="script">File that answers every call.</param>
    /// <param name="environment">Made from the server's folder; what the script reads with <c>getenv</c>.</param>
    public static async Task<PhpServer> StartAsync(string script, Func<string, IReadOnlyDictionary<string, string>> environment)
    {
        var folder = Directory.CreateTempSubdirectory("hub-php-").FullName;
        var port = Processes.FreePort();
        var start = new ProcessStartInfo("php", ["-S", $"127.0.0.1:{port}", script]) { WorkingDirectory = folder, RedirectStandardError = true };
        foreach (var (name, value) in environment(folder))
            start.Environment[name] = value;
        var server = new PhpServer(Process.Start(start)!, folder, new Uri($"http://127.0.0.1:{port}/"));
        try
        {
            await server._started.Task.WaitAsync(StartUp);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    // PHP says "Development Server (http://…) started"; the end of its output means that it could not.
    private void Hear(string? line)
    {
        if (line?.Contains(") started", StringComparison.Ordinal) == true)
            _started.TrySetResult();
        else if (line is null)
            _started.TrySetException(new InvalidOperationException("php -S did not start."));
    }
}
