namespace Integration.Hub.Channels.Files;

/// <summary>How a folder is reached.</summary>
public enum FileTransport
{
    /// <summary>A folder of this machine (or mounted on it).</summary>
    Local = 0,

    /// <summary>FTP without encryption.</summary>
    Ftp = 1,

    /// <summary>FTP that turns to TLS with AUTH TLS before signing in; control and data connections.</summary>
    FtpsExplicit = 2,

    /// <summary>FTP inside TLS from the first byte, port 990.</summary>
    FtpsImplicit = 3,

    /// <summary>SSH file transfer.</summary>
    Sftp = 4,
}

/// <summary>Where a partner's folder is and how to sign in there.</summary>
public sealed record FileEndpointOptions
{
    public required FileTransport Transport { get; init; }

    /// <summary>Host name or address; not used for <see cref="FileTransport.Local"/>.</summary>
    public string Host { get; init; } = "";

    /// <summary>Null: the protocol's own port (21, 990, 22).</summary>
    public int? Port { get; init; }

    /// <summary>Root of all paths used on this endpoint. With a leading slash absolute, otherwise relative to the folder the sign-in leads to.</summary>
    public required string Folder { get; init; }

    public string? UserName { get; init; }

    public string? Password { get; init; }

    /// <summary>SFTP: path of a private key (OpenSSH or PEM format).</summary>
    public string? PrivateKeyFile { get; init; }

    public string? PrivateKeyPassphrase { get; init; }

    /// <summary>SFTP: file of known host keys in OpenSSH's format.</summary>
    public string? KnownHostsFile { get; init; }

    /// <summary>SFTP: SHA-256 fingerprint of the host key in base64, as <c>ssh-keygen -l</c> prints it (with or without <c>SHA256:</c>).</summary>
    public string? HostKeySha256 { get; init; }

    /// <summary>FTPS: PEM file of the authorities to trust instead of the machine's own.</summary>
    public string? CaFile { get; init; }

    /// <summary>
    /// FTPS: speak TLS 1.3 where the server can. Off, because servers that demand the control connection's TLS session for data
    /// connections (vsftpd by default) break off now and then under 1.3, whose sessions serve once; 1.2 is the oldest version ever used.
    /// </summary>
    public bool AllowTls13 { get; init; }

    /// <summary>Accept any host key and any certificate. Only for tests on a closed network: whoever sits between can read and change everything.</summary>
    public bool TrustAnyServer { get; init; }

    /// <summary>Encoding of file names on the server: <c>utf-8</c>, <c>gbk</c>, <c>gb18030</c> …</summary>
    public string NameEncoding { get; init; } = "utf-8";

    /// <summary>Limit for connecting up to and with the sign-in.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A transfer in which no byte moves for so long is broken off (waiting for the hub's own reader does not count), and so is a command without answer.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Address for messages and logs; never with credentials.</summary>
    public string Address => FileAddress.Format(this);

    /// <summary>What is wrong with these options; empty if nothing is.</summary>
    public IEnumerable<string> Problems() => FileEndpointCheck.Problems(this);

    /// <summary>Without credentials: records are logged.</summary>
    public override string ToString() => Address;
}
