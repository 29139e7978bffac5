namespace Integration.Specs.Servers;

/// <summary>
/// An OpenSSH server of its own on loopback that gives SFTP and nothing else, with its own host key and one user key. Signing in is as
/// the user who runs this process.
/// </summary>
public sealed class SshdServer : FileServer
{
    private SshdServer(string? folder, int? port)
        : base(folder, "hub-sftp-", port)
    {
    }

    public string UserName => Environment.UserName;

    /// <summary>Private key of the one user who may sign in (Ed25519, no passphrase).</summary>
    public string UserKeyFile => Path.Combine(Home, "user");

    /// <summary>The folder that the sign-in leads to; the same path for clients and on this machine.</summary>
    public override string Files => Path.Combine(Home, "files");

    /// <summary>The host key as a known-hosts file has it.</summary>
    public string KnownHostsFile => Path.Combine(Home, "known_hosts");

    /// <summary>Fingerprint of the host key, base64 without <c>SHA256:</c>.</summary>
    public string HostKeySha256 { get; private set; } = "";

    /// <param name="folder">Keep everything here over restarts (also the keys); null: a temporary one, removed at the end.</param>
    /// <param name="port">Fixed port; null: a free one.</param>
    public static async Task<SshdServer> StartAsync(string? folder = null, int? port = null)
    {
        var server = new SshdServer(folder, port);
        await server.PrepareAsync();
        await server.LaunchAsync();
        return server;
    }

    private protected override (string Name, string Package, string[] Arguments) Program =>
        ("sshd", "openssh-server", ["-D", "-e", "-f", Path.Combine(Home, "sshd_config")]);

    private async Task PrepareAsync()
    {
        Directory.CreateDirectory(Files);
        if (Environment.IsPrivilegedProcess)
            Directory.CreateDirectory("/run/sshd");
        await MakeKeyAsync("host");
        await MakeKeyAsync("user");
        var hostKey = (await File.ReadAllTextAsync(Path.Combine(Home, "host.pub"))).Split(' ');
        await File.WriteAllTextAsync(KnownHostsFile, $"[127.0.0.1]:{Port} {hostKey[0]} {hostKey[1].Trim()}\n");
        HostKeySha256 = (await Processes.RunAsync("ssh-keygen", ["-l", "-E", "sha256", "-f", Path.Combine(Home, "host.pub")])).Split(' ')[1]["SHA256:".Length..];
        await File.WriteAllLinesAsync(Path.Combine(Home, "sshd_config"),
        [
            $"Port {Port}", "ListenAddress 127.0.0.1", $"HostKey {Path.Combine(Home, "host")}",
            $"AuthorizedKeysFile {Path.Combine(Home, "user.pub")}", "StrictModes no", "UsePAM no", "PermitRootLogin prohibit-password",
            "PasswordAuthentication no", "KbdInteractiveAuthentication no", "PidFile none", "AllowTcpForwarding no", "MaxStartups 100",
            $"Subsystem sftp internal-sftp -d {Files}", $"ForceCommand internal-sftp -d {Files}",
        ]);
    }

    private async Task MakeKeyAsync(string name)
    {
        var file = Path.Combine(Home, name);
        if (!File.Exists(file))
            await Processes.RunAsync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "hub-" + name, "-f", file]);
    }
}
