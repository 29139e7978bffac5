using Integration.Hub.MessageBox;
using Integration.Specs.Orders;
using Integration.Specs.Servers;

[assembly: AssemblyFixture(typeof(PostgresForAll))]

namespace Integration.Specs.Orders;

/// <summary>One PostgreSQL for all tests of this program.</summary>
public sealed class PostgresForAll : IAsyncLifetime
{
    private PostgresServer? _server;
    private int _databases;

    public async ValueTask InitializeAsync() => _server = await PostgresServer.StartAsync();

    public Task<string> DatabaseAsync() => _server!.CreateDatabaseAsync($"orders{Interlocked.Increment(ref _databases)}");

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
