using Integration.Hub;
using Integration.Hub.Channels.Queue;
using Integration.Specs.Servers;
using Microsoft.Data.Sqlite;

namespace Integration.Specs.Channels.Queue;

public abstract class SqlQueueUnderTest(SqlQueueDatabase database, SqlQueueDatabase nowhere) : IQueueUnderTest
{
    private readonly QueueAddress _queue = new(Some.Name("Sales.工单"));

    public IReceivingChannel Receiver(IMessageSink sink) => Receiver(database, sink);

    public ISendingChannel Sender() => Sender(database, _queue);

    public ISendingChannel SenderToMissingQueue() => Sender(database, new QueueAddress("not.there"));

    public ISendingChannel SenderToNowhere() => Sender(nowhere, _queue);

    public IReceivingChannel ReceiverFromNowhere(IMessageSink sink) => Receiver(nowhere, sink);

    public abstract Task StopServerAsync();

    public abstract Task StartServerAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private static SqlQueueSendingChannel Sender(SqlQueueDatabase to, QueueAddress queue) =>
        new(new SqlQueueSendingOptions(to, queue, "hub"), TimeProvider.System);

    private SqlQueueReceivingChannel Receiver(SqlQueueDatabase from, IMessageSink sink) =>
        new(new SqlQueueReceivingOptions(from, _queue) { FirstBackOff = TimeSpan.FromMilliseconds(20), LongestBackOff = TimeSpan.FromMilliseconds(500), LongestPoll = TimeSpan.FromMilliseconds(50) },
            sink, TimeProvider.System);
}

public sealed class PostgresQueueUnderTest(QueueServers servers, PostgresQueueDatabase database)
    : SqlQueueUnderTest(database, new PostgresQueueDatabase($"Host=127.0.0.1;Port={Processes.FreePort()};Username=hub;Database=none;Timeout=2"))
{
    public static async Task<IQueueUnderTest> OpenAsync(QueueServers servers) => new PostgresQueueUnderTest(servers, new PostgresQueueDatabase(await servers.NewDatabaseAsync()));

    public override Task StopServerAsync() => servers.StopPostgresAsync();

    public override Task StartServerAsync() => servers.StartPostgresAsync();

    public override async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        await base.DisposeAsync();
    }
}

/// <summary>SQLite has no server that could crash; the nearest thing is another process that holds the file's lock.</summary>
public sealed class SqliteQueueUnderTest(string folder) : SqlQueueUnderTest(
    new SqliteQueueDatabase(Path.Combine(folder, "queues.db")), new SqliteQueueDatabase(Path.Combine(folder, "missing", "queues.db")))
{
    private SqliteConnection? _other;

    public static Task<IQueueUnderTest> OpenAsync() => Task.FromResult<IQueueUnderTest>(new SqliteQueueUnderTest(Directory.CreateTempSubdirectory("hub-queue-").FullName));

    public override async Task StopServerAsync()
    {
        _other = new SqliteConnection($"Data Source={Path.Combine(folder, "queues.db")};Pooling=False");
        await _other.OpenAsync();
        using var command = _other.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        await command.ExecuteNonQueryAsync();
    }

    public override async Task StartServerAsync() => await _other!.DisposeAsync();

    public override async ValueTask DisposeAsync()
    {
        if (_other is not null)
            await _other.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
        await base.DisposeAsync();
    }
}
