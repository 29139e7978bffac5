using Integration.Specs.Servers;

namespace Integration.Specs.Features.Peers;

/// <summary>Where the queues between hubs are.</summary>
/// <param name="Before">In front of a queue's name.</param>
/// <param name="Credential">A YAML mapping.</param>
/// <param name="Store">Store of a hub by its folder.</param>
internal sealed record PeerQueues(string Before, string Credential, Func<string, Task<string>> Store, IReadOnlyList<IAsyncDisposable> Servers) : IAsyncDisposable
{
    /// <summary>The broker, if there is one.</summary>
    public RabbitMqServer? Broker { get; init; }

    /// <summary>Queue tables in a SQLite file; each hub on a SQLite file of its own.</summary>
    public static Task<PeerQueues> SqliteAsync(string folder) =>
        Task.FromResult(new PeerQueues($"sqlite:{Path.Combine(folder, "queues.db")}#", "{ }", f => Task.FromResult($"{{ kind: sqlite, file: \"{Path.Combine(f, "hub.db")}\" }}"), []));

    /// <summary>RabbitMQ; each hub on a PostgreSQL database of its own.</summary>
    public static async Task<PeerQueues> RabbitAsync()
    {
        var (broker, postgres) = (await RabbitMqServer.StartAsync(), await PostgresServer.StartAsync());
        return new PeerQueues($"amqp://{broker.Host}:{broker.Port}/", $"{{ user: {broker.User}, password: {broker.Password} }}", Postgres(postgres), [broker, postgres]) { Broker = broker };
    }

    /// <summary>Queue tables in a PostgreSQL database; each hub on another one.</summary>
    public static async Task<PeerQueues> PostgresAsync()
    {
        var postgres = await PostgresServer.StartAsync();
        return new PeerQueues($"postgres:{await postgres.CreateDatabaseAsync("queues")}#", "{ }", Postgres(postgres), [postgres]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in Servers)
            await server.DisposeAsync();
    }

    private static Func<string, Task<string>> Postgres(PostgresServer server) =>
        async folder => $"{{ kind: postgres, connection: \"{await server.CreateDatabaseAsync("hub_" + Path.GetFileName(folder).Replace('.', '_'))}\" }}";
}
