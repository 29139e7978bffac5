using Integration.Hub.MessageBox;
using Integration.Specs.Warnings;
using Integration.Specs.Servers;

[assembly: AssemblyFixture(typeof(PostgresForAll))]

namespace Integration.Specs.Warnings;

/// <summary>One PostgreSQL for all tests of this program.</summary>
public sealed class PostgresForAll : IAsyncLifetime
{
    private PostgresServer? _server;
    private int _databases;

    public async ValueTask InitializeAsync() => _server = await PostgresServer.StartAsync();

    public Task<string> DatabaseAsync() => _server!.CreateDatabaseAsync($"warnings{Interlocked.Increment(ref _databases)}");

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
