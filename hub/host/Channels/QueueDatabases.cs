using System.Collections.Concurrent;
using Integration.Hub.Channels.Queue;
using Npgsql;

namespace Integration.Hub.Host.Channels;

/// <summary>Databases with queue tables: one pool of connections for all interfaces of one connection string.</summary>
internal sealed class QueueDatabases : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<PostgresQueueDatabase>> _postgres = new(StringComparer.Ordinal);

    public int Count => _postgres.Count;

    public SqlQueueDatabase Postgres(string connectionString) =>
        _postgres.GetOrAdd(connectionString, text => new Lazy<PostgresQueueDatabase>(() => new PostgresQueueDatabase(text))).Value;

    /// <summary>The connection string with the credential's user and password in it. Opens nothing.</summary>
    /// <exception cref="ArgumentException">Not Npgsql's form.</exception>
    public static string WithCredential(string connectionString, string? user, string? password)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        if (user is not null)
            builder.Username = user;
        if (password is not null)
            builder.Password = password;
        return builder.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _postgres.Values.Where(d => d.IsValueCreated))
            await database.Value.DisposeAsync();
    }
}
