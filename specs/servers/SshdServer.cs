namespace Integration.Specs.Servers;

/// <summary>
/// An OpenSSH server of its own on loopback that gives SFTP and nothing else, with its own host key and one user key. Signing in is as
/// the user who runs this process.
/// </summary>
public sealed class SshdServer : IAsyncDisposable
{
    private readonly string _home;
    private readonly bool _keep;
    private ServerProcess? _process;

    private SshdServer(string home, int port, bool keep) => (_home, Port, _keep) = (home, port, keep);

    public int Port { get; }

    public string UserName => Environment.UserName;

    /// <summary>Private key of the one user who may sign in (Ed25519, no passphrase).</summary>
    public string UserKeyFile => Path.Combine(_home, "user");

    /// <summary>The folder that the sign-in leads to; the same path for clients and on this machine.</summary>
    public string Files => Path.Combine(_home, "files");

    /// <summary>The host key as a known-hosts file has it.</summary>
    public string KnownHostsFile => Path.Combine(_home, "known_hosts");

    /// <summary>Fingerprint of the host key, base64 without <c>SHA256:</c>.</summary>
    public string HostKeySha256 { get; private set; } = "";

    /// <param name="folder">Keep everything here over restarts (also the keys); null: a temporary one, removed at the end.</param>
    /// <param name="port">Fixed port; null: a free one.</param>
    public static async Task<SshdServer> StartAsync(string? folder = null, int? port = null)
    {
        var home = folder ?? Directory.CreateTempSubdirectory("hub-sftp-").FullName;
        var server = new SshdServer(home, port ?? Processes.FreePort(), keep: folder is not null);
        await server.PrepareAsync();
        await server.StartProcessAsync();
        return server;
    }

    /// <summary>Stops the listener at once. The files stay.</summary>
    public void Kill() => _process?.Kill();

    /// <summary>Starts the killed server again on the same port, keys and files.</summary>
    public async Task StartAgainAsync()
    {
        _process?.Dispose();
        await StartProcessAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _process?.Dispose();
        // Not by .NET, which cannot name files whose bytes are not UTF-8.
        if (!_keep)
            await Processes.RunAsync("rm", ["-rf", _home]);
    }

    private async Task StartProcessAsync()
    {
        // sshd runs itself again for each session and wants its full path for that.
        var bin = Processes.FindFolder("sshd", ["/usr/sbin"])
            ?? throw new InvalidOperationException("The OpenSSH server is not installed: apt-get install openssh-server");
        _process = await ServerProcess.StartAsync(Path.Combine(bin, "sshd"), ["-D", "-e", "-f", Path.Combine(_home, "sshd_config")], Path.Combine(_home, "log"), Port);
    }

    private async Task PrepareAsync()
    {
        Directory.CreateDirectory(Files);
        if (Environment.IsPrivilegedProcess)
            Directory.CreateDirectory("/run/sshd");
        await MakeKeyAsync("host");
        await MakeKeyAsync("user");
        var hostKey = (await File.ReadAllTextAsync(Path.Combine(_home, "host.pub"))).Split(' ');
        await File.WriteAllTextAsync(KnownHostsFile, $"[127.0.0.1]:{Port} {hostKey[0]} {hostKey[1].Trim()}\n");
        HostKeySha256 = (await Processes.RunAsync("ssh-keygen", ["-l", "-E", "sha256", "-f", Path.Combine(_home, "host.pub")])).Split(' ')[1]["SHA256:".Length..];
        await File.WriteAllLinesAsync(Path.Combine(_home, "sshd_config"),
        [
            $"Port {Port}", "ListenAddress 127.0.0.1", $"HostKey {Path.Combine(_home, "host")}",
            $"AuthorizedKeysFile {Path.Combine(_home, "user.pub")}", "StrictModes no", "UsePAM no", "PermitRootLogin prohibit-password",
            "PasswordAuthentication no", "KbdInteractiveAuthentication no", "PidFile none", "AllowTcpForwarding no", "MaxStartups 100",
            $"Subsystem sftp internal-sftp -d {Files}", $"ForceCommand internal-sftp -d {Files}",
        ]);
    }

    private async Task MakeKeyAsync(string name)
    {
        var file = Path.Combine(_home, name);
        if (!File.Exists(file))
            await Processes.RunAsync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "hub-" + name, "-f", file]);
    }
}
