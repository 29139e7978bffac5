using System.Data.Common;
using Integration.Specs.Payments;
using Integration.Specs.Servers;
using Microsoft.Data.Sqlite;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresForAll))]

namespace Integration.Specs.Payments;

/// <summary>One PostgreSQL for all tests of this program.</summary>
public sealed class PostgresForAll : IAsyncLifetime
{
    private PostgresServer? _server;
    private int _databases;

    public async ValueTask InitializeAsync() => _server = await PostgresServer.StartAsync();

    public Task<string> DatabaseAsync() => _server!.CreateDatabaseAsync($"payments{Interlocked.Increment(ref _databases)}");

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>An empty database with the tables of payments.</summary>
public abstract class PaymentStore : IAsyncDisposable
{
    public abstract SqlDialect Dialect { get; }

    public abstract ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken);

    public async Task MigrateAsync()
    {
        await using var connection = await OpenAsync(CancellationToken.None);
        await PaymentsSubscriber.MigrateAsync(connection, Dialect, CancellationToken.None);
    }

    public abstract ValueTask DisposeAsync();
}

public sealed class PostgresStore(string connectionString) : PaymentStore
{
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connectionString);

    public override SqlDialect Dialect => SqlDialect.PostgreSql;

    public override ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken) => OpenedAsync(cancellationToken);

    public override ValueTask DisposeAsync() => _source.DisposeAsync();

    private async ValueTask<DbConnection> OpenedAsync(CancellationToken cancellationToken) => await _source.OpenConnectionAsync(cancellationToken);
}

public sealed class SqliteStore : PaymentStore
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-payments-").FullName;

    public override SqlDialect Dialect => SqlDialect.Sqlite;

    public override async ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "hub.db")};Default Timeout=60;Pooling=False");
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    public override ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
