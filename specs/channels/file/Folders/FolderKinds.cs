using Integration.Hub.Channels.Files;
using Integration.Specs.Servers;

namespace Integration.Specs.Channels.Files;

/// <summary>A folder of one kind with a real server behind it, and a look at its files from the other side.</summary>
public sealed class FolderUnderTest : IAsyncDisposable
{
    private FolderUnderTest(FileEndpointOptions options, string files) => (Options, Files) = (options, files);

    public FileEndpointOptions Options { get; }

    /// <summary>The folder's root on this machine: the partner's view.</summary>
    public string Files { get; }

    public static Task<FolderUnderTest> LocalAsync()
    {
        var files = Directory.CreateTempSubdirectory("hub-file-").FullName;
        return Task.FromResult(new FolderUnderTest(new FileEndpointOptions { Transport = FileTransport.Local, Folder = files }, files));
    }

    /// <param name="nameEncoding">Encoding of names on the server.</param>
    /// <param name="relative">Name the folder from where the sign-in leads to.</param>
    public static async Task<FolderUnderTest> FtpAsync(string nameEncoding = "utf-8", bool relative = false)
    {
        var server = await SharedServers.Current.FtpAsync();
        var name = NewFolder(server.Files);
        var options = OptionsOf(server) with { NameEncoding = nameEncoding, Folder = $"{server.FolderPath}/{name}"[(relative ? 1 : 0)..] };
        return new FolderUnderTest(options, Path.Combine(server.Files, name));
    }

    public static async Task<FolderUnderTest> FtpsAsync()
    {
        var server = await SharedServers.Current.FtpsAsync();
        var name = NewFolder(server.Files);
        return new FolderUnderTest(OptionsOf(server) with { Folder = $"{server.FolderPath}/{name}" }, Path.Combine(server.Files, name));
    }

    public static async Task<FolderUnderTest> SftpAsync(bool relative = false)
    {
        var server = await SharedServers.Current.SftpAsync();
        var name = NewFolder(server.Files);
        var files = Path.Combine(server.Files, name);
        return new FolderUnderTest(OptionsOf(server) with { Folder = relative ? name : files }, files);
    }

    public static FileEndpointOptions OptionsOf(FileServer server) => server is SshdServer sshd ? OptionsOf(sshd) : OptionsOf((VsftpdServer)server);

    public static FileEndpointOptions OptionsOf(VsftpdServer server) => new()
    {
        Transport = server.Tls ? FileTransport.FtpsExplicit : FileTransport.Ftp,
        Host = "127.0.0.1",
        Port = server.Port,
        Folder = server.FolderPath,
        UserName = server.UserName,
        Password = server.Password,
        CaFile = server.Tls ? server.CertificateFile : null,
    };

    public static FileEndpointOptions OptionsOf(SshdServer server) => new()
    {
        Transport = FileTransport.Sftp,
        Host = "127.0.0.1",
        Port = server.Port,
        Folder = server.Files,
        UserName = server.UserName,
        PrivateKeyFile = server.UserKeyFile,
        KnownHostsFile = server.KnownHostsFile,
    };

    public IRemoteFolder Open() => RemoteFolders.Open(Options, TimeProvider.System);

    public string PathOf(string name) => Path.Combine(Files, name);

    /// <summary>Puts a file there as the partner does. Folders it needs are made, writable for the server's user.</summary>
    public void Put(string path, string content) => Put(path, System.Text.Encoding.UTF8.GetBytes(content));

    public void Put(string path, byte[] content)
    {
        var folder = Path.GetDirectoryName(PathOf(path))!;
        if (!Directory.Exists(folder))
            MakeOpenFolder(folder);
        File.WriteAllBytes(PathOf(path), content);
    }

    public string Read(string path) => File.ReadAllText(PathOf(path));

    public bool Exists(string path) => File.Exists(PathOf(path));

    public string[] Names(string folder) => Directory.Exists(PathOf(folder))
        ? [.. Directory.GetFiles(PathOf(folder)).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)]
        : [];

    public async ValueTask DisposeAsync() => await Processes.RunAsync("rm", ["-rf", Files]);

    private static string NewFolder(string files)
    {
        var name = Guid.NewGuid().ToString("N");
        MakeOpenFolder(Path.Combine(files, name));
        return name;
    }

    // Writable for the server's user too.
    private static void MakeOpenFolder(string path)
    {
        Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, (UnixFileMode)0b111_111_111);
    }
}
