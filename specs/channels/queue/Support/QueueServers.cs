using Integration.Specs.Servers;

[assembly: AssemblyFixture(typeof(Integration.Specs.Channels.Queue.QueueServers))]
// Server restarts are part of the specs: two classes at once would disturb each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Integration.Specs.Channels.Queue;

/// <summary>One PostgreSQL and one RabbitMQ for all specs of this assembly, each started when first asked for.</summary>
public sealed class QueueServers : IAsyncDisposable
{
    private readonly string _postgresFolder = Directory.CreateTempSubdirectory("hub-queue-pg-").FullName;
    private readonly Certificates _certificates = Certificates.Create();
    private RabbitMqServer? _rabbit;
    private PostgresServer? _postgres;
    private int _databases;

    public async Task<RabbitMqServer> RabbitAsync() => _rabbit ??= await RabbitMqServer.StartAsync(
        tls: new RabbitMqTls(TlsPort, _certificates.ServerFile, _certificates.ServerKeyFile, _certificates.AuthorityFile));

    /// <summary>Where the broker speaks TLS, with a certificate for <c>localhost</c> of an authority that no machine trusts.</summary>
    public int TlsPort { get; } = Processes.FreePort();

    public string AuthorityFile => _certificates.AuthorityFile;

    public async Task<PostgresServer> PostgresAsync() => _postgres ??= await PostgresServer.StartAsync(_postgresFolder);

    /// <summary>A database of its own.</summary>
    public async Task<string> NewDatabaseAsync() => await (await PostgresAsync()).CreateDatabaseAsync($"queue{++_databases}");

    /// <summary>Ends PostgreSQL at once, as a crash would.</summary>
    public async Task StopPostgresAsync() => await _postgres!.DisposeAsync();

    public async Task StartPostgresAsync() => _postgres = await PostgresServer.StartAsync(_postgresFolder, _postgres!.Port);

    public async ValueTask DisposeAsync()
    {
        if (_rabbit is not null)
            await _rabbit.DisposeAsync();
        if (_postgres is not null)
            await _postgres.DisposeAsync();
        Directory.Delete(_postgresFolder, recursive: true);
        _certificates.Delete();
    }
}
