using Integration.Specs.Counterparts;
using Integration.Specs.Servers;

namespace Integration.Hub.Host.Demo;

/// <summary>A folder that both sides reach.</summary>
/// <param name="Address">As the hub reaches it.</param>
/// <param name="Drop">As the counterpart reaches it.</param>
/// <param name="Folder">As this machine has it.</param>
internal sealed record FilePlace(string Address, IDropFolder Drop, string Folder);

/// <summary>A queue that both sides reach.</summary>
internal sealed record QueuePlace(string Address, IQueuePort Port);

/// <summary>Where the demo world keeps its files, queues and hub store, and the servers it started for that.</summary>
internal abstract class DemoPlaces
{
    /// <summary><c>store:</c> of hub.yaml.</summary>
    public required string Store { get; init; }

    /// <summary>How the hub signs in where files lie; a YAML mapping.</summary>
    public string FilesCredential { get; init; } = "{ }";

    /// <summary>How the hub signs in at the queues; a YAML mapping.</summary>
    public string QueueCredential { get; init; } = "{ }";

    /// <summary>Stopped in this order, after everything that uses them.</summary>
    public IReadOnlyList<IAsyncDisposable> Servers { get; init; } = [];

    /// <param name="name">e.g. <c>billing/bil-1</c>.</param>
    public abstract Task<FilePlace> FilesAsync(string name);

    /// <param name="name">e.g. <c>n97.events</c>.</param>
    public abstract QueuePlace Queue(string name);

    /// <summary>Folders and SQLite files only.</summary>
    public static DemoPlaces Embedded(string folder) => new FolderPlaces(folder) { Store = $"{{ kind: sqlite, file: \"{Path.Combine(folder, "hub.db")}\" }}" };

    /// <summary>PostgreSQL, RabbitMQ, vsftpd and OpenSSH of its own on loopback. Counterparts bring their files by FTP over TLS; the hub fetches them by SFTP.</summary>
    public static async Task<DemoPlaces> ServersAsync()
    {
        // At once: the broker alone takes as long as the others together.
        var (starting, brokering) = (PostgresServer.StartAsync(), RabbitMqServer.StartAsync());
        var (ftp, sftp) = (await VsftpdServer.StartAsync(tls: true), await SshdServer.StartAsync());
        var (postgres, rabbit) = (await starting, await brokering);
        return new ServerPlaces(rabbit, ftp, sftp)
        {
            Store = $"{{ kind: postgres, connection: \"{await postgres.CreateDatabaseAsync("hub")}\" }}",
            FilesCredential = $"{{ user: {sftp.UserName}, keyFile: {sftp.UserKeyFile}, fingerprint: \"{sftp.HostKeySha256}\" }}",
            QueueCredential = $"{{ user: {rabbit.User}, password: {rabbit.Password} }}",
            Servers = [sftp, ftp, rabbit, postgres],
        };
    }

    private sealed class FolderPlaces(string folder) : DemoPlaces
    {
        public override Task<FilePlace> FilesAsync(string name)
        {
            var place = Path.Combine(folder, "files", name);
            Directory.CreateDirectory(place);
            return Task.FromResult(new FilePlace(place, new LocalDropFolder(place), place));
        }

        public override QueuePlace Queue(string name)
        {
            var file = Path.Combine(folder, "queues.db");
            return new QueuePlace($"sqlite:{file}#{name}", new SqliteTableQueuePort(file, name));
        }
    }

    private sealed class ServerPlaces(RabbitMqServer rabbit, VsftpdServer ftp, SshdServer sftp) : DemoPlaces
    {
        public override async Task<FilePlace> FilesAsync(string name)
        {
            await ftp.MakeFolderAsync(name);
            return new FilePlace(
                $"sftp://127.0.0.1:{sftp.Port}{ftp.Files}/{name}",
                new FtpDropFolder($"ftp://127.0.0.1:{ftp.Port}{ftp.FolderPath}/{name}", ftp.UserName, ftp.Password, ftp.CertificateFile),
                $"{ftp.Files}/{name}");
        }

        public override QueuePlace Queue(string name) => new(
            $"amqp://{rabbit.Host}:{rabbit.Port}/{name}",
            new RabbitQueuePort(new Uri($"amqp://{rabbit.User}:{rabbit.Password}@{rabbit.Host}:{rabbit.Port}/"), name));
    }
}
