using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Integration.Specs.Servers;

/// <summary>
/// A vsftpd of its own on loopback, with or without TLS. Signing in is vsftpd's anonymous user with a password list: no account of this
/// machine is made or used. What a client sees under <see cref="FolderPath"/> lies in <see cref="Files"/>.
/// </summary>
public sealed class VsftpdServer : FileServer
{
    private VsftpdServer(string? folder, int? port, bool tls)
        : base(folder, "hub-ftp-", port) => Tls = tls;

    private string? CertificateName { get; init; }

    /// <summary>TLS is demanded (AUTH TLS), for control and data.</summary>
    public bool Tls { get; }

    public string UserName => "ftp";

    public string Password => "drop-box-1";

    /// <summary>The writable folder as clients name it.</summary>
    public string FolderPath => "/files";

    /// <summary>The writable folder on this machine.</summary>
    public override string Files => Path.Combine(Home, "root", "files");

    /// <summary>PEM of the server's own certificate, valid for 127.0.0.1 and localhost; the CA file of a client that trusts it.</summary>
    public string CertificateFile => Path.Combine(Home, "certificate.pem");

    /// <param name="tls">Demand explicit TLS with a certificate made for this server.</param>
    /// <param name="folder">Keep everything here over restarts; null: a temporary one, removed at the end.</param>
    /// <param name="port">Fixed port; null: a free one.</param>
    /// <param name="certificateName">The only host name in the certificate; null: 127.0.0.1 and localhost.</param>
    public static async Task<VsftpdServer> StartAsync(bool tls = false, string? folder = null, int? port = null, string? certificateName = null)
    {
        var server = new VsftpdServer(folder, port, tls) { CertificateName = certificateName };
        await server.PrepareAsync();
        await server.LaunchAsync();
        return server;
    }

    private protected override (string Name, string Package, string[] Arguments) Program => ("vsftpd", "vsftpd", [Path.Combine(Home, "vsftpd.conf")]);

    private async Task PrepareAsync()
    {
        Directory.CreateDirectory(Files);
        Directory.CreateDirectory(Path.Combine(Home, "empty"));
        await File.WriteAllTextAsync(Path.Combine(Home, "passwords"), Password + "\n");
        if (Tls && !File.Exists(CertificateFile))
            await WriteCertificateAsync(CertificateFile, Path.Combine(Home, "key.pem"), CertificateName);
        await File.WriteAllLinesAsync(Path.Combine(Home, "vsftpd.conf"), Configuration());
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Home, (UnixFileMode)0b111_101_101);
        if (Environment.IsPrivilegedProcess)
            await Processes.RunAsync("chown", ["-R", "ftp", Files]);
    }

    /// <summary>Makes a folder under <see cref="FolderPath"/> that clients may write to.</summary>
    public async Task MakeFolderAsync(string name)
    {
        Directory.CreateDirectory(Path.Combine(Files, name));
        if (Environment.IsPrivilegedProcess)
            await Processes.RunAsync("chown", ["-R", "ftp", Files]);
    }

    private IEnumerable<string> Configuration()
    {
        string[] common =
        [
            "listen=YES", "background=NO", "listen_address=127.0.0.1", $"listen_port={Port}", "pasv_address=127.0.0.1",
            "anonymous_enable=YES", "local_enable=NO", $"anon_root={Path.Combine(Home, "root")}", "ftp_username=ftp",
            "secure_email_list_enable=YES", $"email_password_file={Path.Combine(Home, "passwords")}",
            "write_enable=YES", "anon_upload_enable=YES", "anon_mkdir_write_enable=YES", "anon_other_write_enable=YES",
            "anon_world_readable_only=NO", "anon_umask=022", "file_open_mode=0666",
            $"secure_chroot_dir={Path.Combine(Home, "empty")}", "seccomp_sandbox=NO", "isolate=NO", "isolate_network=NO",
            "xferlog_enable=NO", "use_localtime=NO", "connect_timeout=10", "data_connection_timeout=60",
        ];
        string[] ownUser = Environment.IsPrivilegedProcess ? [] : ["run_as_launching_user=YES"];
        string[] tls = Tls
            ?
            [
                "ssl_enable=YES", "allow_anon_ssl=YES", "force_anon_logins_ssl=YES", "force_anon_data_ssl=YES", "ssl_tlsv1=YES",
                $"rsa_cert_file={CertificateFile}", $"rsa_private_key_file={Path.Combine(Home, "key.pem")}", "require_ssl_reuse=YES", "ssl_ciphers=HIGH",
            ]
            : [];
        return [.. common, .. ownUser, .. tls];
    }

    private static async Task WriteCertificateAsync(string certificateFile, string keyFile, string? onlyName)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        if (onlyName is null)
            names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName(onlyName ?? "localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddYears(5));
        await File.WriteAllTextAsync(certificateFile, certificate.ExportCertificatePem() + "\n");
        await File.WriteAllTextAsync(keyFile, key.ExportPkcs8PrivateKeyPem() + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(keyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
