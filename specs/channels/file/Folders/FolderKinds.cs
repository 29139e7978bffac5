using Integration.Hub.Channels.Files;
using Integration.Specs.Servers;

namespace Integration.Specs.Channels.Files;

/// <summary>A folder of one kind with a real server behind it, and a look at its files from the other side.</summary>
public sealed class FolderUnderTest : IAsyncDisposable
{
    private readonly IAsyncDisposable? _server;
    private readonly bool _ownsFiles;

    private FolderUnderTest(FileEndpointOptions options, string files, IAsyncDisposable? server) =>
        (Options, Files, _server, _ownsFiles) = (options, files, server, server is null);

    public FileEndpointOptions Options { get; }

    /// <summary>The folder's root on this machine: the partner's view.</summary>
    public string Files { get; }

    public static Task<FolderUnderTest> LocalAsync()
    {
        var files = Directory.CreateTempSubdirectory("hub-file-").FullName;
        return Task.FromResult(new FolderUnderTest(new FileEndpointOptions { Transport = FileTransport.Local, Folder = files }, files, null));
    }

    public static async Task<FolderUnderTest> FtpAsync(string nameEncoding = "utf-8")
    {
        var server = await VsftpdServer.StartAsync();
        return new FolderUnderTest(OptionsOf(server) with { NameEncoding = nameEncoding }, server.Files, server);
    }

    public static async Task<FolderUnderTest> FtpsAsync()
    {
        var server = await VsftpdServer.StartAsync(tls: true);
        return new FolderUnderTest(OptionsOf(server), server.Files, server);
    }

    public static async Task<FolderUnderTest> SftpAsync()
    {
        var server = await SshdServer.StartAsync();
        return new FolderUnderTest(OptionsOf(server), server.Files, server);
    }

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
        {
            Directory.CreateDirectory(folder);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
        }
        File.WriteAllBytes(PathOf(path), content);
    }

    public string Read(string path) => File.ReadAllText(PathOf(path));

    public bool Exists(string path) => File.Exists(PathOf(path));

    public string[] Names(string folder) => Directory.Exists(PathOf(folder))
        ? [.. Directory.GetFiles(PathOf(folder)).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)]
        : [];

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        if (_ownsFiles)
            Directory.Delete(Files, recursive: true);
    }
}
