using System.Data.Common;
using Integration.CoreApp.Archive;
using Integration.Hub;
using Integration.Specs.Archive;
using Integration.Specs.Servers;
using Microsoft.Data.Sqlite;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresForAll))]

namespace Integration.Specs.Archive;

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

/// <summary>A database with the archive's tables in it.</summary>
public abstract class ArchiveStore : IAsyncLifetime
{
    public abstract SqlDialect Dialect { get; }

    /// <summary>False: an empty database.</summary>
    public bool Migrated { get; init; } = true;

    public abstract ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken);

    public virtual async ValueTask InitializeAsync()
    {
        if (!Migrated)
            return;
        await using var connection = await OpenAsync(CancellationToken.None);
        await ArchiveSchema.MigrateAsync(connection, Dialect, CancellationToken.None);
    }

    public abstract ValueTask DisposeAsync();
}

public sealed class PostgresStore(PostgresForAll server) : ArchiveStore
{
    private static int s_databases;
    private NpgsqlDataSource? _source;

    public override SqlDialect Dialect => SqlDialect.PostgreSql;

    public override async ValueTask InitializeAsync()
    {
        var name = $"archive{Interlocked.Increment(ref s_databases)}";
        _source = NpgsqlDataSource.Create(await server.Server.CreateDatabaseAsync(name));
        await base.InitializeAsync();
    }

    public override async ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken) => await _source!.OpenConnectionAsync(cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        if (_source is not null)
            await _source.DisposeAsync();
    }
}

public sealed class SqliteStore : ArchiveStore
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-archive-").FullName;

    public override SqlDialect Dialect => SqlDialect.Sqlite;

    private string ConnectionString => $"Data Source={Path.Combine(_folder, "hub.db")};Default Timeout=60;Pooling=False";

    public override async ValueTask InitializeAsync()
    {
        await using var connection = await OpenAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL";
        await command.ExecuteNonQueryAsync();
        await base.InitializeAsync();
    }

    public override async ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    public override ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
