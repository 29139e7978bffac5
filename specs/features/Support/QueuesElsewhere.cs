using Integration.Hub.Host.Demo;
using Integration.Specs.Servers;

namespace Integration.Specs.Features.Support;

/// <summary>The embedded world with its queues somewhere else.</summary>
internal sealed class QueuesElsewhere(DemoPlaces rest, Func<string, QueuePlace> queue) : DemoPlaces
{
    public override Task<FilePlace> FilesAsync(string name) => rest.FilesAsync(name);

    public override QueuePlace Queue(string name) => queue(name);

    /// <summary>On RabbitMQ.</summary>
    public static async Task<DemoPlaces> RabbitMqAsync(DemoPlaces rest)
    {
        var broker = await RabbitMqServer.StartAsync();
        var address = $"{broker.Host}:{broker.Port}/";
        return new QueuesElsewhere(rest, name => new QueuePlace($"amqp://{address}{name}", new RabbitQueuePort(new Uri($"amqp://{broker.User}:{broker.Password}@{address}"), name)))
        {
            Store = rest.Store,
            QueueCredential = $"{{ user: {broker.User}, password: {broker.Password} }}",
            Servers = [broker],
        };
    }

    /// <summary>In queue tables on PostgreSQL, as NServiceBus endpoints have them.</summary>
    public static async Task<DemoPlaces> PostgresTablesAsync(DemoPlaces rest)
    {
        var server = await PostgresServer.StartAsync();
        var connection = await server.CreateDatabaseAsync("queues");
        return new QueuesElsewhere(rest, name => new QueuePlace($"postgres:{connection}#{name}", new PostgresTableQueuePort(connection, name))) { Store = rest.Store, Servers = [server] };
    }
}
