using System.Threading.Channels;
using Npgsql;

namespace Integration.Hub.MessageBox.Storage;

/// <summary>
/// LISTEN and NOTIFY between the nodes. Announcements are sent after the commit, on a connection of their own and gathered: a
/// NOTIFY inside an accepting transaction would make all commits of the database wait in one line.
/// A lost announcement costs time only: waiting for work is bounded.
/// </summary>
internal sealed class PostgresAnnouncements : IAsyncDisposable
{
    // Pace of sending and of reconnecting; it has nothing to do with the box's own clock.
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Reconnect = TimeSpan.FromSeconds(1);

    private readonly string _connectionString;
    private readonly WorkSignals _signals;
    private readonly string _self = Guid.NewGuid().ToString("N")[..12];
    private readonly Channel<IReadOnlyCollection<string>> _out = Channel.CreateBounded<IReadOnlyCollection<string>>(
        new BoundedChannelOptions(4096) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest });
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _sending;
    private readonly Task _listening;

    public PostgresAnnouncements(string connectionString, WorkSignals signals)
    {
        _connectionString = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, KeepAlive = 30 }.ConnectionString;
        _signals = signals;
        _sending = Task.Run(() => KeepAsync(SendAsync));
        _listening = Task.Run(() => KeepAsync(ListenAsync));
    }

    public void Announce(IReadOnlyCollection<string> subscribers) => _out.Writer.TryWrite(subscribers);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_sending, _listening);
        _stop.Dispose();
    }

    private async Task KeepAsync(Func<NpgsqlConnection, Task> work)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = new NpgsqlConnection(_connectionString);
                await connection.OpenAsync(_stop.Token);
                await work(connection);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or IOException or InvalidOperationException)
            {
                await Task.Delay(Reconnect, TimeProvider.System, _stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    private async Task SendAsync(NpgsqlConnection connection)
    {
        await using var notify = new NpgsqlCommand("SELECT pg_notify('box_work', $1 || ' ' || s) FROM unnest($2) s", connection);
        notify.Parameters.Add(new NpgsqlParameter { Value = _self });
        notify.Parameters.Add(new NpgsqlParameter { Value = Array.Empty<string>() });
        await notify.PrepareAsync(_stop.Token);
        while (await _out.Reader.WaitToReadAsync(_stop.Token))
        {
            await Task.Delay(Gather, TimeProvider.System, _stop.Token);
            var subscribers = new HashSet<string>();
            while (_out.Reader.TryRead(out var some))
                subscribers.UnionWith(some);
            notify.Parameters[1].Value = subscribers.ToArray();
            await notify.ExecuteNonQueryAsync(_stop.Token);
        }
    }

    private async Task ListenAsync(NpgsqlConnection connection)
    {
        connection.Notification += (_, notice) =>
        {
            var space = notice.Payload.IndexOf(' ', StringComparison.Ordinal);
            if (space > 0 && notice.Payload[..space] != _self)
                _signals.Wake([notice.Payload[(space + 1)..]]);
        };
        await using (var listen = new NpgsqlCommand("LISTEN box_work", connection))
            await listen.ExecuteNonQueryAsync(_stop.Token);
        // Something may have been said while nobody listened.
        _signals.WakeAll();
        while (true)
            await connection.WaitAsync(_stop.Token);
    }
}
