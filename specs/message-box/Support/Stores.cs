using Integration.Hub.MessageBox;
using Integration.Specs.Servers;
using Npgsql;
using Xunit;

[assembly: AssemblyFixture(typeof(Integration.Specs.MessageBox.PostgresStores))]
[assembly: AssemblyFixture(typeof(Integration.Specs.MessageBox.SqliteStores))]

namespace Integration.Specs.MessageBox;

/// <summary>Makes empty, migrated databases of one kind.</summary>
public interface IStores
{
    Task<IStore> CreateAsync();
}

/// <summary>One database, on which any number of boxes ("nodes") can be opened.</summary>
public interface IStore : IAsyncDisposable
{
    MessageBoxStore Open(string node, TimeProvider time, MessageBoxOptions? options = null);
}

public sealed class SqliteStores : IStores
{
    public async Task<IStore> CreateAsync()
    {
        var store = new Store(Directory.CreateTempSubdirectory("box-").FullName);
        await using var box = store.Open("migrator", TimeProvider.System);
        await box.MigrateAsync(CancellationToken.None);
        return store;
    }

    private sealed class Store(string folder) : IStore
    {
        public MessageBoxStore Open(string node, TimeProvider time, MessageBoxOptions? options = null) =>
            SqliteMessageBox.Open(Path.Combine(folder, "box.db"), node, time, options);

        public ValueTask DisposeAsync()
        {
            Directory.Delete(folder, recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}

/// <summary>One server for all tests; each database is a copy of a migrated one.</summary>
public sealed class PostgresStores : IStores, IAsyncLifetime
{
    private PostgresServer? _server;
    private int _count;

    public PostgresServer Server => _server!;

    public async ValueTask InitializeAsync()
    {
        _server = await PostgresServer.StartAsync();
        var template = await _server.CreateDatabaseAsync("template_box");
        await using (var box = PostgresMessageBox.Open(template, "migrator", Some.Clock()))
            await box.MigrateAsync(CancellationToken.None);
        NpgsqlConnection.ClearAllPools();
    }

    public async Task<IStore> CreateAsync()
    {
        var name = $"box_{Interlocked.Increment(ref _count)}";
        await using var connection = new NpgsqlConnection(_server!.ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name} TEMPLATE template_box", connection);
        await create.ExecuteNonQueryAsync();
        return new PostgresStore(_server.ConnectionString(name));
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}

public sealed class PostgresStore(string connectionString) : IStore
{
    public string ConnectionString => connectionString;

    public MessageBoxStore Open(string node, TimeProvider time, MessageBoxOptions? options = null) =>
        PostgresMessageBox.Open(connectionString, node, time, options);

    public async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
