using Integration.Specs.Servers;

namespace Integration.Specs.Features.Support;

/// <summary>A store for a hub under test.</summary>
public interface IHubStore : IAsyncDisposable
{
    /// <summary><c>store:</c> of hub.yaml.</summary>
    Task<string> SettingAsync(string folder);
}

public sealed class OnSqlite : IHubStore
{
    public Task<string> SettingAsync(string folder) => Task.FromResult($"{{ kind: sqlite, file: \"{Path.Combine(folder, "hub.db")}\" }}");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>A PostgreSQL of the test's own.</summary>
public sealed class OnPostgres : IHubStore
{
    private PostgresServer? _server;

    public async Task<string> SettingAsync(string folder)
    {
        _server = await PostgresServer.StartAsync();
        return $"{{ kind: postgres, connection: \"{await _server.CreateDatabaseAsync("hub")}\" }}";
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
