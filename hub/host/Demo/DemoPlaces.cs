using Integration.Specs.Counterparts;
using Integration.Specs.Servers;

namespace Integration.Hub.Host.Demo;

/// <summary>Where the demo world keeps its files, queues and hub store, and the servers it started for that.</summary>
internal sealed record DemoPlaces
{
    private const string OrdersQueue = "n97.work-orders";
    private const string EventsQueue = "n97.events";

    public required string Folder { get; init; }

    /// <summary><c>store:</c> of hub.yaml.</summary>
    public required string Store { get; init; }

    /// <summary>Address of BIL-1 as the hub reaches it.</summary>
    public required string BillingFiles { get; init; }

    /// <summary>Address of a queue up to its name.</summary>
    public required string QueuePrefix { get; init; }

    public string FilesCredential { get; init; } = "{ }";

    public string QueueCredential { get; init; } = "{ }";

    public required IDropFolder Drop { get; init; }

    public required IQueuePort WorkOrders { get; init; }

    public required IQueuePort WorkEvents { get; init; }

    /// <summary>Stopped in this order, after everything that uses them.</summary>
    public IReadOnlyList<IAsyncDisposable> Servers { get; init; } = [];

    /// <summary>Folders and SQLite files only.</summary>
    public static DemoPlaces Embedded(string folder)
    {
        var drop = Path.Combine(folder, "files", "billing", "bil-1");
        Directory.CreateDirectory(drop);
        var queues = Path.Combine(folder, "queues.db");
        return new DemoPlaces
        {
            Folder = folder,
            Store = $"{{ kind: sqlite, file: \"{Path.Combine(folder, "hub.db")}\" }}",
            BillingFiles = drop,
            QueuePrefix = $"sqlite:{queues}#",
            Drop = new LocalDropFolder(drop),
            WorkOrders = new SqliteTableQueuePort(queues, OrdersQueue),
            WorkEvents = new SqliteTableQueuePort(queues, EventsQueue),
        };
    }

    /// <summary>PostgreSQL, RabbitMQ, vsftpd and OpenSSH of its own on loopback. Billing brings its files by FTP over TLS; the hub fetches them by SFTP.</summary>
    public static async Task<DemoPlaces> ServersAsync(string folder)
    {
        var postgres = await PostgresServer.StartAsync();
        var rabbit = await RabbitMqServer.StartAsync();
        var ftp = await VsftpdServer.StartAsync(tls: true);
        var sftp = await SshdServer.StartAsync();
        var broker = new Uri($"amqp://{rabbit.User}:{rabbit.Password}@{rabbit.Host}:{rabbit.Port}/");
        return new DemoPlaces
        {
            Folder = folder,
            Store = $"{{ kind: postgres, connection: \"{await postgres.CreateDatabaseAsync("hub")}\" }}",
            BillingFiles = $"sftp://127.0.0.1:{sftp.Port}{ftp.Files}",
            FilesCredential = $"{{ user: {sftp.UserName}, keyFile: {sftp.UserKeyFile}, fingerprint: \"{sftp.HostKeySha256}\" }}",
            QueuePrefix = $"amqp://{rabbit.Host}:{rabbit.Port}/",
            QueueCredential = $"{{ user: {rabbit.User}, password: {rabbit.Password} }}",
            Drop = new FtpDropFolder($"ftp://127.0.0.1:{ftp.Port}{ftp.FolderPath}", ftp.UserName, ftp.Password, ftp.CertificateFile),
            WorkOrders = new RabbitQueuePort(broker, OrdersQueue),
            WorkEvents = new RabbitQueuePort(broker, EventsQueue),
            Servers = [sftp, ftp, rabbit, postgres],
        };
    }

    public DemoSettings Settings(string http, Uri billingSoap, Uri resourceSoap) => new(
        Folder, http, Store, BillingFiles, billingSoap.ToString(), resourceSoap.ToString(),
        QueuePrefix + OrdersQueue, QueuePrefix + EventsQueue, FilesCredential, QueueCredential);
}
