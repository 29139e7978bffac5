using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Integration.Specs.Servers;

/// <summary>A second port of the broker, with TLS.</summary>
/// <param name="CertificateFile">PEM; the broker's certificate.</param>
/// <param name="KeyFile">PEM; its private key.</param>
/// <param name="AskClients">True: only clients with a certificate of the authority get in.</param>
public sealed record RabbitMqTls(int Port, string CertificateFile, string KeyFile, string AuthorityFile, bool AskClients = false);

/// <summary>
/// A RabbitMQ of its own on free loopback ports, with its own folders and its own port mapper (epmd), so that it collides
/// with no other broker on the machine. Gone with <see cref="DisposeAsync"/>.
/// </summary>
public sealed class RabbitMqServer : IAsyncDisposable
{
    private static readonly TimeSpan StartUp = TimeSpan.FromSeconds(90);

    private readonly string _folder;
    private readonly string _bin;
    private readonly bool _keep;
    private readonly IReadOnlyDictionary<string, string> _environment;
    private Process? _portMapper;
    private Process? _broker;

    private RabbitMqServer(string folder, string bin, int port, bool keep)
    {
        (_folder, _bin, Port, _keep) = (folder, bin, port, keep);
        _environment = RabbitMqFolder.Environment(folder, distributionPort: Processes.FreePort(), portMapperPort: Processes.FreePort());
    }

    public int Port { get; }

    public string Host => "127.0.0.1";

    /// <summary>User and password; <c>guest</c> may do everything on this broker, which only listens on loopback.</summary>
    public string User => "guest";

    public string Password => "guest";

    /// <param name="folder">Keep the data in this folder over restarts; null: a temporary one, removed at the end.</param>
    /// <param name="port">Fixed AMQP port; null: a free one.</param>
    /// <param name="tls">Listen with TLS too; null: only without.</param>
    /// <exception cref="InvalidOperationException">Not installed, the port is taken, or it did not come up; the message carries the broker's own output.</exception>
    public static async Task<RabbitMqServer> StartAsync(string? folder = null, int? port = null, RabbitMqTls? tls = null)
    {
        var bin = Processes.FindFolder("rabbitmq-server", ["/usr/lib/rabbitmq/bin"])
            ?? throw new InvalidOperationException("RabbitMQ is not installed: apt-get install rabbitmq-server");
        if (port is { } wanted && await AnswersAsync(wanted))
            throw new InvalidOperationException($"Port {wanted} is taken: a broker of an earlier run, or another program, listens on it. Stop it or choose another port.");
        var home = folder ?? Directory.CreateTempSubdirectory("hub-rabbit-").FullName;
        var server = new RabbitMqServer(home, bin, port ?? Processes.FreePort(), keep: folder is not null);
        try
        {
            RabbitMqFolder.Prepare(home, server.Port, tls);
            await server.StartBrokerAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a <c>rabbitmqctl</c> command against this broker and returns what it printed.</summary>
    public Task<string> ControlAsync(params string[] arguments) =>
        Processes.RunAsync(Path.Combine(_bin, "rabbitmqctl"), ["-q", .. arguments], _environment);

    /// <summary>Stops listening and serving; the Erlang machine stays. Connections are closed by the broker.</summary>
    public Task StopAppAsync() => ControlAsync("stop_app");

    public Task StartAppAsync() => ControlAsync("start_app");

    /// <summary>Ends the broker as a power cut would: no farewell to anyone.</summary>
    public Task KillAsync() => EndAsync(_broker);

    /// <summary>Starts it again on the same port and data after <see cref="KillAsync"/>.</summary>
    public Task RestartAsync() => StartBrokerAsync();

    public async ValueTask DisposeAsync()
    {
        // Data that is kept must be closed properly; temporary data may go with a kill.
        if (_keep && _broker is { HasExited: false })
            await Processes.RunAsync("/bin/kill", ["-TERM", _broker.Id.ToString()]);
        if (_keep && _broker is not null)
            await _broker.WaitForExitAsync(new CancellationTokenSource(StartUp).Token);
        await EndAsync(_broker);
        await EndAsync(_portMapper);
        _broker?.Dispose();
        _portMapper?.Dispose();
        if (!_keep)
            Directory.Delete(_folder, recursive: true);
    }

    private async Task StartBrokerAsync()
    {
        if (_portMapper is not { HasExited: false })
            _portMapper = Launch("epmd", "-port", _environment["ERL_EPMD_PORT"], "-address", "127.0.0.1");
        _broker = Launch(Path.Combine(_bin, "rabbitmq-server"));
        var clock = Stopwatch.StartNew();
        while (!await AnswersAsync(Port))
        {
            if (_broker.HasExited || clock.Elapsed > StartUp)
                throw new InvalidOperationException($"RabbitMQ did not start on port {Port} within {StartUp.TotalSeconds:0} s:\n{await ReadOutputAsync()}");
            await Task.Delay(100);
        }
        // The listener opens last in the boot sequence; this only makes sure that the boot has ended too.
        await ControlAsync("await_startup");
    }

    private Process Launch(string program, params string[] arguments)
    {
        var line = string.Join(' ', arguments.Prepend(program).Select(a => "'" + a.Replace("'", "'\\''") + "'"));
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"exec {line} >>'{Output}' 2>&1 </dev/null"]) { WorkingDirectory = _folder };
        foreach (var (name, value) in _environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private string Output => Path.Combine(_folder, "output");

    private async Task<string> ReadOutputAsync() => File.Exists(Output) ? await File.ReadAllTextAsync(Output) : "(no output)";

    private static async Task EndAsync(Process? process)
    {
        if (process is null || process.HasExited)
            return;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
