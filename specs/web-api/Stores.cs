using System.Data.Common;
using Integration.Hub;
using Integration.Hub.MessageBox;
using Integration.Specs.Servers;
using Integration.Specs.WebApi;
using Microsoft.Data.Sqlite;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresForAll))]

namespace Integration.Specs.WebApi;

/// <summary>One PostgreSQL for all tests of this program.</summary>
public sealed class PostgresForAll : IAsyncLifetime
{
    private PostgresServer? _server;

    public PostgresServer Server => _server ?? throw new InvalidOperationException("the server is not started");

    public async ValueTask InitializeAsync() => _server = await PostgresServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}

/// <summary>The core app's web over PostgreSQL.</summary>
public sealed class WebOnPostgreSql(PostgresForAll server) : WebWorld
{
    private static int s_databases;
    private NpgsqlDataSource? _source;

    public override SqlDialect Dialect => SqlDialect.PostgreSql;

    protected override async Task<MessageBoxStore> BoxAsync(TimeProvider time)
    {
        var connection = await server.Server.CreateDatabaseAsync($"web{Interlocked.Increment(ref s_databases)}");
        _source = NpgsqlDataSource.Create(connection);
        return PostgresMessageBox.Open(connection, "node", time);
    }

    public override async ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken) => await _source!.OpenConnectionAsync(cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_source is not null)
            await _source.DisposeAsync();
    }
}

/// <summary>The core app's web over SQLite.</summary>
public class WebOnSqlite : WebWorld
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-web-").FullName;

    public override SqlDialect Dialect => SqlDialect.Sqlite;

    private string File => Path.Combine(_folder, "hub.db");

    protected override Task<MessageBoxStore> BoxAsync(TimeProvider time) => Task.FromResult(SqliteMessageBox.Open(File, "node", time));

    public override async ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection($"Data Source={File};Default Timeout=60;Pooling=False");
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
