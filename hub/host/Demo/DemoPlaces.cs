using Integration.Specs.Counterparts;
using Integration.Specs.Servers;

namespace Integration.Hub.Host.Demo;

/// <summary>Where the demo world keeps its files, queues and hub store, and the servers it started for that.</summary>
internal sealed class DemoPlaces
{
    private const string OrdersQueue = "n97.work-orders";
    private const string EventsQueue = "n97.events";
    private readonly string _folder;
    private readonly string _store;
    private readonly string _billingFiles;
    private readonly string _queuePrefix;
    private readonly string _filesCredential;
    private readonly string _queueCredential;

    private DemoPlaces(string folder, string store, string billingFiles, string queuePrefix, string filesCredential, string queueCredential) =>
        (_folder, _store, _billingFiles, _queuePrefix, _filesCredential, _queueCredential) = (folder, store, billingFiles, queuePrefix, filesCredential, queueCredential);

    public required IDropFolder Drop { get; init; }

    public required IQueuePort WorkOrders { get; init; }

    public required IQueuePort WorkEvents { get; init; }

    /// <summary>Stopped in this order.</summary>
    public IReadOnlyList<IAsyncDisposable> Servers { get; init; } = [];

    /// <summary>Folders and SQLite files only.</summary>
    public static DemoPlaces Embedded(string folder)
    {
        var drop = Path.Combine(folder, "files", "billing");
        Directory.CreateDirectory(Path.Combine(drop, "bil-1"));
        var queues = Path.Combine(folder, "queues.db");
        return new DemoPlaces(folder, $"{{ kind: sqlite, file: {Path.Combine(folder, "hub.db")} }}", Path.Combine(drop, "bil-1"), $"sqlite:{queues}#", "{ }", "{ }")
        {
            Drop = new LocalDropFolder(Path.Combine(drop, "bil-1")),
            WorkOrders = new SqliteTableQueuePort(queues, OrdersQueue),
            WorkEvents = new SqliteTableQueuePort(queues, EventsQueue),
        };
    }

    /// <summary>PostgreSQL, RabbitMQ and an SFTP server of its own, on loopback.</summary>
    public static Task<DemoPlaces> ServersAsync(string folder) => throw new NotSupportedException(folder);

    public DemoSettings Settings(string http, Uri billingSoap, Uri resourceSoap) => new(
        _folder, http, _store, _billingFiles, billingSoap.ToString(), resourceSoap.ToString(),
        _queuePrefix + OrdersQueue, _queuePrefix + EventsQueue, _filesCredential, _queueCredential);
}
