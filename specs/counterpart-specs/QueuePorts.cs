using System.Text;
using Integration.Specs.Counterparts;
using Integration.Specs.Servers;
using Xunit;

namespace Integration.Specs.CounterpartSpecs;

/// <summary>What every queue port promises; each kind passes it by a subclass.</summary>
public abstract class QueuePorts : IAsyncLifetime
{
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task bring_messages_over_in_order_with_their_identity()
    {
        await using var sender = Port();
        await using var receiver = Port();
        for (var i = 0; i < 20; i++)
            await sender.SendAsync(Message(i), Token);
        var received = await ReceiveAsync(receiver, 20);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"m{i}"), received.Select(m => m.Id));
        Assert.Equal("工单 3", Encoding.UTF8.GetString(received[3].Body.Span));
        Assert.Equal(("N97.WorkOrder", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"), (received[3].Type, received[3].TraceParent));
    }

    [Fact]
    public async Task keep_a_message_whose_handler_failed()
    {
        await using var port = Port();
        await port.SendAsync(Message(1), Token);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var tries = 0;
        await port.ReceiveAsync((m, _) => ++tries == 1 ? throw new IOException("disk full") : stop.CancelAsync(), stop.Token);
        Assert.Equal(2, tries);
    }

    protected abstract IQueuePort Port();

    private static QueueMessage Message(int i) =>
        new($"m{i}", "N97.WorkOrder", Encoding.UTF8.GetBytes($"工单 {i}"), "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

    private static async Task<List<QueueMessage>> ReceiveAsync(IQueuePort port, int count)
    {
        var received = new List<QueueMessage>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await port.ReceiveAsync((m, _) =>
        {
            received.Add(m);
            return received.Count == count ? stop.CancelAsync() : Task.CompletedTask;
        }, stop.Token);
        return received;
    }
}

public sealed class Queue_ports_on_SQLite : QueuePorts
{
    private readonly Folder _folder = new();

    public override ValueTask DisposeAsync()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override IQueuePort Port() => new SqliteTableQueuePort(_folder["queues.db"], "n97.work-orders", look: TimeSpan.FromMilliseconds(10));
}

public sealed class Queue_ports_on_PostgreSQL : QueuePorts
{
    private PostgresServer _server = null!;
    private string _database = "";

    public override async ValueTask InitializeAsync()
    {
        _server = await PostgresServer.StartAsync();
        _database = await _server.CreateDatabaseAsync("queues");
    }

    public override ValueTask DisposeAsync() => _server.DisposeAsync();

    protected override IQueuePort Port() => new PostgresTableQueuePort(_database, "n97.work-orders", look: TimeSpan.FromMilliseconds(10));
}
