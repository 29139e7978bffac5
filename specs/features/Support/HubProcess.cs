using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

namespace Integration.Specs.Features.Support;

/// <summary>The hub as it is deployed: <c>hub run --config DIR</c> as a process of its own.</summary>
internal sealed class HubProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _said = new();

    private HubProcess(Process process)
    {
        _process = process;
        AppDomain.CurrentDomain.ProcessExit += KillAtExit;
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

    public static HubProcess Start(string configFolder)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "hub.dll"), "run", "--config", configFolder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        return new HubProcess(Process.Start(start)!);
    }

    /// <summary>Ends when the hub answers on its address.</summary>
    public async Task UpAsync(string http)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        await Patience.UntilAsync($"the hub answers on {http}", async () =>
        {
            Assert.False(_process.HasExited, $"the hub ended: {Said}");
            try
            {
                return (await client.GetAsync(http + "/", TestContext.Current.CancellationToken)).StatusCode;
            }
            catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !TestContext.Current.CancellationToken.IsCancellationRequested))
            {
                // Not listening yet, or too busy to answer within the client's limit.
                return HttpStatusCode.ServiceUnavailable;
            }
        }, status => status == HttpStatusCode.OK);
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>SIGTERM, as systemd stops a service. Returns the exit code, and how long it took.</summary>
    public async Task<(int Code, TimeSpan Took)> TerminateAsync()
    {
        var clock = Stopwatch.StartNew();
        using (Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
            return (await ExitAsync(), clock.Elapsed);
    }

    /// <summary>Exit code, once it ends by itself.</summary>
    public async Task<int> ExitAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience.Limit);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= KillAtExit;
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private void KillAtExit(object? sender, EventArgs e) => _process.Kill(entireProcessTree: true);

    private void Keep(string? line)
    {
        lock (_said)
            _said.AppendLine(line);
    }
}
