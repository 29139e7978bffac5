using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

namespace Integration.Specs.Servers;

/// <summary>
/// The hub as it is deployed: <c>hub run --config DIR</c> as a process of its own, in a session of its own. It dies with this process, however this one
/// ends: beside the hub a shell holds a pipe, and its end is the sign to kill the session.
/// </summary>
public sealed class HubProcess : IAsyncDisposable
{
    /// <summary>So long may a start or an end take on a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // The shell becomes the hub, so the hub's own number and exit code are seen. The watcher must not hold the hub's output open.
    private const string Script = "exec 3<&0; (exec >/dev/null 2>&1; cat <&3; kill -KILL 0) & exec \"$@\" </dev/null 3<&-";
    private readonly Process _process;
    private readonly StringBuilder _said = new();

    private HubProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What it printed so far.</summary>
    public string Said
    {
        get
        {
            lock (_said)
                return _said.ToString();
        }
    }

    public bool HasEnded => _process.HasExited;

    public static HubProcess Start(string configFolder)
    {
        var start = new ProcessStartInfo("setsid", ["/bin/sh", "-c", Script, "sh", "dotnet", Path.Combine(AppContext.BaseDirectory, "hub.dll"), "run", "--config", configFolder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        return new HubProcess(Process.Start(start)!);
    }

    /// <summary>Ends when the hub answers on its address.</summary>
    public async Task UpAsync(string http, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        await Polling.UntilAsync(async () =>
        {
            if (HasEnded)
                throw new InvalidOperationException($"The hub ended instead of answering on {http}. It said:\n{Said}");
            try
            {
                return (await client.GetAsync(http + "/", cancellationToken)).StatusCode == HttpStatusCode.OK;
            }
            catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
            {
                // Not listening yet, or too busy to answer within the client's limit.
                return false;
            }
        }, $"the hub answers on {http}", Patience, TimeSpan.FromMilliseconds(100));
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as systemd stops a service. Returns the exit code, and how long it took.</summary>
    public async Task<(int Code, TimeSpan Took)> TerminateAsync(CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        using (Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
            return (await ExitAsync(cancellationToken), clock.Elapsed);
    }

    /// <summary>Exit code, once it ends by itself.</summary>
    public async Task<int> ExitAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        lock (_said)
            _said.AppendLine(line);
    }
}
