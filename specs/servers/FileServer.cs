namespace Integration.Specs.Servers;

/// <summary>What servers of files have in common: a folder of their own, one process, dying and coming back.</summary>
public abstract class FileServer : IAsyncDisposable
{
    private readonly bool _keep;
    private ServerProcess? _process;

    private protected FileServer(string? folder, string prefix, int? port)
    {
        Home = folder ?? Directory.CreateTempSubdirectory(prefix).FullName;
        Port = port ?? Processes.FreePort();
        _keep = folder is not null;
    }

    public int Port { get; }

    /// <summary>The writable folder on this machine.</summary>
    public abstract string Files { get; }

    private protected string Home { get; }

    /// <summary>As a power failure: every session breaks at once. The files stay.</summary>
    public void Kill() => _process?.Kill();

    /// <summary>Starts the killed server again on the same port, keys and files.</summary>
    public async Task StartAgainAsync()
    {
        _process?.Dispose();
        await LaunchAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _process?.Dispose();
        // Not by .NET, which cannot name files whose bytes are not UTF-8.
        if (!_keep)
            await Processes.RunAsync("rm", ["-rf", Home]);
    }

    private protected async Task LaunchAsync()
    {
        var (program, package, arguments) = Program;
        // By its full path, which sshd wants: it runs itself again for each session.
        var bin = Processes.FindFolder(program, ["/usr/sbin"])
            ?? throw new InvalidOperationException($"{program} is not installed: apt-get install {package}");
        _process = await ServerProcess.StartAsync(Path.Combine(bin, program), arguments, Path.Combine(Home, "log"), Port);
    }

    /// <summary>Name of the program, the Debian package that has it, and its arguments.</summary>
    private protected abstract (string Name, string Package, string[] Arguments) Program { get; }
}
